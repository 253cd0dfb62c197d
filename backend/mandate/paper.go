package mandate

// Paper is what a printer puts on A4: one page, unless it holds too much to be read on one.
type Paper struct {
	Title  string
	Lead   string // a line under the title
	Cards  []Card // who is concerned, two side by side
	Parts  []Part
	Ending string   // « Fait à …, le … »
	Boxes  []string // whose signatures, side by side
	Foot   string   // small print
}

// Card is one of those concerned.
type Card struct {
	Heading string
	Lines   []string
}

// Part is a paragraph under its heading, then lines in two columns.
type Part struct {
	Heading string
	Text    string
	Lines   []string
}

// Printer makes a PDF of a paper, always the same bytes for the same paper.
type Printer interface {
	Print(Paper) ([]byte, error)
}
