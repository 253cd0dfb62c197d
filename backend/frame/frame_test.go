package frame

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

func TestUnpackGivesBackWhatWasPacked(t *testing.T) {
	p, err := NewPacker()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
		got, err := Unpack(p.Pack(b))
		if err != nil || !bytes.Equal(got, b) {
			t.Fatalf("%x gives %x, %v", b, got, err)
		}
	})
}

func TestUnpackRefusesDamage(t *testing.T) {
	p, err := NewPacker()
	if err != nil {
		t.Fatal(err)
	}
	packed := p.Pack(bytes.Repeat([]byte("0430004"), 100))
	packed[len(packed)-1] ^= 1 // its checksum
	if _, err := Unpack(packed); err == nil {
		t.Error("a damaged frame is read")
	}
	if _, err := Unpack(nil); err != nil {
		t.Errorf("nothing packed is nothing: %v", err)
	}
}
