//go:build !dev

package main

import "sobank/backend/page"

// reach opens nothing: in the window the bridge is no request.
var reach = page.Nowhere
