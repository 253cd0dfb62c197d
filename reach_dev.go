//go:build dev

package main

import "sobank/backend/page"

// reach lets the page of the tests' build use its bridge, a socket on the loopback port that
// serves it.
var reach = page.Itself
