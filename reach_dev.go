//go:build dev

package main

import "net/http"

// reach lets the page of the tests' build use its bridge, a socket on the loopback port that
// serves it.
func reach(r *http.Request) []string { return []string{"'self'", "ws://" + r.Host} }
