// Package frame packs a statement's bytes into one zstd frame and back. Each statement has
// a frame of its own, so that one can be read, or erased, without the others.
package frame

import (
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// maxUnpacked bounds what a frame may unpack to, in bytes: the largest statement that is read.
const maxUnpacked = 512 << 20

// Packer packs with one reused encoder. It is not for use by two goroutines at once.
type Packer struct{ encoder *zstd.Encoder }

// NewPacker makes a Packer.
func NewPacker() (*Packer, error) {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true))
	if err != nil {
		return nil, fmt.Errorf("frame: start encoder: %w", err)
	}
	return &Packer{encoder: e}, nil
}

// Pack gives the frame of the bytes; it is never empty.
func (p *Packer) Pack(b []byte) []byte { return p.encoder.EncodeAll(b, nil) }

var decoder = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxUnpacked))
})

// Unpack gives the bytes of a frame. Errors: a damaged frame, or one over 512 MiB.
func Unpack(f []byte) ([]byte, error) {
	d, err := decoder()
	if err != nil {
		return nil, fmt.Errorf("frame: start decoder: %w", err)
	}
	b, err := d.DecodeAll(f, nil)
	if err != nil {
		return nil, fmt.Errorf("frame: unpack: %w", err)
	}
	return b, nil
}
