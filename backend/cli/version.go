package cli

// Version is stamped by the build: -ldflags "-X sobank/backend/cli.Version=1.2.3".
var Version = "dev"
