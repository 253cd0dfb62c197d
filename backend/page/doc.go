// Package page says what the window's page may load, run and reach: its Content-Security-Policy,
// and where a link may lead.
package page
