//go:build ignore

// Icon draws the program's icon: a statement whose last line is ticked.
//
//	go run build/icon.go            writes build/appicon.png and build/windows/icon.ico
//	go run build/icon.go -icns F    writes the icon of a macOS bundle
//	go run build/icon.go -bmp F     writes the picture beside the pages of Windows' installer
//	go run build/icon.go -png DIR   writes DIR/48x48/apps/sobank.png and its like, for freedesktop
package main

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log"
	"math"
	"os"
	"path/filepath"

	"golang.org/x/image/bmp"
	xdraw "golang.org/x/image/draw"
)

var (
	ground = color.RGBA{0x12, 0x4e, 0x4a, 0xff}
	paper  = color.RGBA{0xfb, 0xfa, 0xf7, 0xff}
	line   = color.RGBA{0xa9, 0xb8, 0xb6, 0xff}
	tick   = color.RGBA{0x2f, 0x9e, 0x6e, 0xff}
)

// shape is a signed distance on a square of side 1: negative inside.
type shape struct {
	colour   color.RGBA
	distance func(x, y float64) float64
}

func box(cx, cy, halfWidth, halfHeight, radius float64) func(x, y float64) float64 {
	return func(x, y float64) float64 {
		dx, dy := math.Abs(x-cx)-halfWidth+radius, math.Abs(y-cy)-halfHeight+radius
		return math.Hypot(math.Max(dx, 0), math.Max(dy, 0)) + math.Min(math.Max(dx, dy), 0) - radius
	}
}

func stroke(x1, y1, x2, y2, halfWidth float64) func(x, y float64) float64 {
	return func(x, y float64) float64 {
		dx, dy := x2-x1, y2-y1
		t := ((x-x1)*dx + (y-y1)*dy) / (dx*dx + dy*dy)
		t = math.Max(0, math.Min(1, t))
		return math.Hypot(x-x1-t*dx, y-y1-t*dy) - halfWidth
	}
}

func shapes() []shape {
	list := []shape{
		{ground, box(.5, .5, .47, .47, .2)},
		{paper, box(.5, .5, .25, .33, .04)},
	}
	for i, right := range []float64{.64, .58, .67, .52} {
		y := .27 + .09*float64(i)
		list = append(list, shape{line, stroke(.33, y, right, y, .016)})
	}
	return append(list,
		shape{tick, stroke(.42, .69, .51, .77, .038)},
		shape{tick, stroke(.51, .77, .70, .57, .038)},
	)
}

func draw(size int) *image.RGBA {
	picture := image.NewRGBA(image.Rect(0, 0, size, size))
	list := shapes()
	for py := range size {
		for px := range size {
			x, y := (float64(px)+.5)/float64(size), (float64(py)+.5)/float64(size)
			var r, g, b, a float64
			for _, s := range list {
				cover := math.Max(0, math.Min(1, .5-s.distance(x, y)*float64(size)))
				r += (float64(s.colour.R)*1 - r) * cover
				g += (float64(s.colour.G)*1 - g) * cover
				b += (float64(s.colour.B)*1 - b) * cover
				a += (1 - a) * cover
			}
			picture.SetRGBA(px, py, color.RGBA{uint8(r * a), uint8(g * a), uint8(b * a), uint8(a * 255)})
		}
	}
	return picture
}

func encode(size int) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, draw(size)); err != nil {
		log.Fatal(err)
	}
	return b.Bytes()
}

// ico is a Windows icon whose pictures are PNG, which Windows reads since Vista.
func ico(sizes ...int) []byte {
	var head, body bytes.Buffer
	binary.Write(&head, binary.LittleEndian, []uint16{0, 1, uint16(len(sizes))})
	offset := 6 + 16*len(sizes)
	for _, size := range sizes {
		data := encode(size)
		head.Write([]byte{byte(size), byte(size), 0, 0}) // 256 is written 0
		binary.Write(&head, binary.LittleEndian, []uint16{1, 32})
		binary.Write(&head, binary.LittleEndian, []uint32{uint32(len(data)), uint32(offset + body.Len())})
		body.Write(data)
	}
	return append(head.Bytes(), body.Bytes()...)
}

// icns is a macOS icon: pictures as PNG, each under the four letters of its size.
func icns() []byte {
	var body bytes.Buffer
	for _, p := range []struct {
		kind string
		size int
	}{{"icp4", 16}, {"icp5", 32}, {"ic11", 32}, {"ic12", 64}, {"ic07", 128}, {"ic13", 256}, {"ic08", 256}, {"ic14", 512}, {"ic09", 512}, {"ic10", 1024}} {
		data := encode(p.size)
		body.WriteString(p.kind)
		binary.Write(&body, binary.BigEndian, uint32(8+len(data)))
		body.Write(data)
	}
	head := binary.BigEndian.AppendUint32([]byte("icns"), uint32(8+body.Len()))
	return append(head, body.Bytes()...)
}

// banner is the icon on its own ground, 164 by 314 pixels, as NSIS wants it.
func banner() []byte {
	picture := image.NewRGBA(image.Rect(0, 0, 164, 314))
	xdraw.Draw(picture, picture.Bounds(), image.NewUniform(ground), image.Point{}, xdraw.Src)
	at := image.Pt(18, 60)
	xdraw.Draw(picture, image.Rectangle{at, at.Add(image.Pt(128, 128))}, draw(128), image.Point{}, xdraw.Over)
	var b bytes.Buffer
	if err := bmp.Encode(&b, picture); err != nil {
		log.Fatal(err)
	}
	return b.Bytes()
}

func write(path string, data []byte) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		log.Fatal(err)
	}
}

func main() {
	bundle, theme, side := flag.String("icns", "", "a file"), flag.String("png", "", "a folder"), flag.String("bmp", "", "a file")
	flag.Parse()
	if *side != "" {
		write(*side, banner())
		return
	}
	if *bundle != "" {
		write(*bundle, icns())
		return
	}
	if *theme != "" {
		for _, size := range []int{16, 24, 32, 48, 64, 128, 256, 512} {
			write(filepath.Join(*theme, fmt.Sprintf("%dx%d", size, size), "apps/sobank.png"), encode(size))
		}
		return
	}
	for path, data := range map[string][]byte{
		"build/appicon.png":      encode(1024),
		"build/windows/icon.ico": ico(16, 24, 32, 48, 64, 128, 256),
	} {
		write(path, data)
	}
}
