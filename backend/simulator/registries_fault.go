package simulator

import (
	"cmp"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// begin notes a request and takes the fault that waits for it.
func (r *Registries) begin(req *http.Request) (*RegistryFault, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.requests = append(r.requests, req.Method+" "+req.URL.RequestURI())
	for i, f := range r.faults {
		if !strings.HasPrefix(req.URL.Path, f.Path) {
			continue
		}
		if r.faults[i].Times--; r.faults[i].Times <= 0 {
			r.faults = slices.Delete(r.faults, i, i+1)
		}
		return &f, r.closing
	}
	return nil, r.closing
}

// strike answers as a gateway does, or cuts the connection.
func (f *RegistryFault) strike(w http.ResponseWriter, closing <-chan struct{}) {
	if f.Reached != nil {
		f.Reached()
	}
	if f.Hold != nil {
		select {
		case <-f.Hold:
		case <-closing:
		}
	}
	if f.Status == 0 {
		cut(w)
		return
	}
	if f.RetryAfterSeconds > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(f.RetryAfterSeconds))
	}
	if f.Location != "" {
		w.Header().Set("Location", f.Location)
	}
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(f.Status)
	_, _ = io.WriteString(w, cmp.Or(f.Body, "<html><body><h1>nginx</h1></body></html>"))
}

// cut ends a connection with a reset.
func cut(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

func answerJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", jsonType)
	w.WriteHeader(status)
	_, _ = w.Write(encode(value))
}
