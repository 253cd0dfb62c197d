//go:build ignore

// Partner plays MyUnisoft, or an SFTP server, on loopback for the end-to-end tests: it prints
// where it listens and the credentials it knows as one JSON line, then, for each line that it
// reads, what it holds as one JSON line. It ends with its standard input.
//
//	go run build/partner.go [sftp FOLDER]
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"log"
	"os"

	"golang.org/x/crypto/ssh"

	"sobank/backend/simulator"
)

// held is a statement that the partner has.
type held struct {
	IBAN       string `json:"iban"`
	From       string `json:"from"`
	To         string `json:"to"`
	Operations int    `json:"operations"`
}

func main() {
	if len(os.Args) == 3 && os.Args[1] == "sftp" {
		playServer(os.Args[2])
		return
	}
	playMyUnisoft()
}

// playServer takes files into a folder; a line that it reads gives it another host key.
func playServer(folder string) {
	const user, password = "depot", "mot-de-passe-sftp"
	out := json.NewEncoder(os.Stdout)
	lines := bufio.NewScanner(os.Stdin)
	var port string
	for {
		s, err := simulator.NewSFTP(folder, user, password)
		if err == nil {
			err = s.StartAt("127.0.0.1:" + cmp.Or(port, "0"))
		}
		if err != nil {
			log.Fatal(err)
		}
		var host string
		host, port = s.Address()
		err = out.Encode(map[string]string{"host": host, "port": port, "user": user, "password": password, "fingerprint": ssh.FingerprintSHA256(s.HostKey())})
		if err != nil || !lines.Scan() {
			return
		}
		if err := s.Close(); err != nil {
			log.Fatal(err)
		}
	}
}

func playMyUnisoft() {
	const secret, token = "third-party-secret", "firm.api.token"
	m := simulator.NewMyUnisoft(simulator.Options{})
	m.Allow(secret, token)
	m.AddSociety(simulator.Society{ID: 1201, Name: "Entreprise 1", SIRET: "73282932000074", RIBs: []simulator.RIB{{IBAN: "FR7630004458564585652332208", Spaced: true}}})
	if err := m.Start(); err != nil {
		log.Fatal(err)
	}
	out := json.NewEncoder(os.Stdout)
	say := func(v any) {
		if err := out.Encode(v); err != nil {
			log.Fatal(err)
		}
	}
	say(map[string]string{"url": m.URL(), "secret": secret, "token": token})
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		list := []held{}
		for _, one := range m.Record() {
			list = append(list, held{string(one.IBAN), one.From.String(), one.To.String(), one.Operations})
		}
		say(list)
	}
	if err := m.Close(); err != nil {
		log.Fatal(err)
	}
}
