package web

import (
	"errors"
	"net"
	"net/url"
	"strings"

	"sobank/backend/registry"
)

// Base is where a register is asked: at its real address, unless the settings name one of
// this very machine, for the demonstration and the tests. Nothing else is taken: whoever can
// write a shared data file could have another's account sent to a host of theirs. Errors: a
// *registry.Failure (Misset).
func (c *Client) Base(setting, real string) (string, error) {
	if setting == "" {
		return real, nil
	}
	u, err := url.Parse(strings.TrimRight(setting, "/"))
	if err != nil || u.Scheme != "http" || !isLoopback(u.Hostname()) || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return "", c.Fail(registry.Misset, errors.New("the setting names no address of this machine"))
	}
	return u.String(), nil
}

// isLoopback takes literal addresses only: a name may be resolved to anywhere.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
