package support

import (
	"strings"
	"testing"
)

// TestClean takes each kind of thing out of a sentence, and leaves the sentence.
func TestClean(t *testing.T) {
	c := newCleaner([]Name{{"client", 12, "Jardins de l'Été SARL"}, {"firm", 3, "Cabinet Le Goff & Associés"}, {"staff", 4, "Camille Martin"},
		{"connector", 5, "MyUnisoft"}, {"connector", 6, "Inqom social"}, {"person", 0, "Noé Bihan"}, {"os", 0, "cmartin"}, {"client", 13, "SA"}})
	for name, x := range map[string]struct{ text, want string }{
		"a client, whatever its case, accents and punctuation": {"Le RIB de JARDINS DE L ETE, SARL est inconnu.", "Le RIB de [client n° 12] est inconnu."},
		"a firm":                           {"Cabinet Le Goff & Associés a 2 connecteurs.", "[cabinet n° 3] a 2 connecteurs."},
		"a person, either way round":       {"Camille Martin, MARTIN Camille", "[collaborateur n° 4], [collaborateur n° 4]"},
		"a person of no number":            {"Signé par Bihan Noé.", "Signé par [personne]."},
		"an account of the machine":        {"Ils sont sur le compte cmartin.", "Ils sont sur le compte [compte de la machine]."},
		"a connector with a name":          {"Associé à « Inqom social ».", "Associé à « [connecteur n° 6] »."},
		"the partner's own name stays":     {"MyUnisoft ne répond pas.", "MyUnisoft ne répond pas."},
		"part of a word is no name":        {"Le jardinsarl SARL", "Le jardinsarl SARL"},
		"an IBAN as printed":               {"L'IBAN FR76 30004 45856 45856523322 08 est clos.", "L'IBAN FR76 … 2208 est clos."},
		"an IBAN in fours, hard spaces":    {"fr76\u00a03000\u00a04458\u00a05645\u00a08565\u00a02332\u00a0208", "FR76 … 2208"},
		"an IBAN glued, with dashes":       {"(FR76-3000-4458-5645-8565-2332-208)", "(FR76 … 2208)"},
		"a foreign IBAN":                   {"MT84 MALT 0110 0001 2345 MTLC AST0 01S.", "MT84 … 001S."},
		"a RIB":                            {"RIB 30004 00001 0000A00000B 45 refusé", "RIB … 0B45 refusé"},
		"the key of an account":            {"30004/00001/00000000012 !", "… 0012 !"},
		"a SIRET and a SIREN":              {"419 444 492 00016, 732829320", "[masqué], [masqué]"},
		"days and hours stay":              {"Depuis le 01/03/2026 à 08:12, 2026-03-14 08:12:00", "Depuis le 01/03/2026 à 08:12, 2026-03-14 08:12:00"},
		"an e-mail":                        {"anne.le-goff@cabinet.fr a signé", "[masqué] a signé"},
		"a header":                         {"Authorization: Bearer abc.def", "Authorization: [masqué] [masqué]"},
		"a named password":                 {`password=hunter2, "token": "abc"`, `password=[masqué], "token": [masqué]"`},
		"a long key":                       {"clé 9f86d081884c7d659a2feaa0 fausse", "clé [masqué] fausse"},
		"a person in an address":           {"https://camille:secret@exemple.fr/x", "https://[masqué]@exemple.fr/x"},
		"a folder, and a share":            {`« /home/cmartin/Jardins » et \\srv\compta\x`, `« [chemin masqué]» et [chemin masqué]`},
		"a folder of Windows":              {`Le dossier C:\Users\Camille\So bank est plein`, `Le dossier [chemin masqué]`},
		"codes and our sentences stay":     {"ERR-API-UNDER-MAINTENANCE : synchronisez (IMPORT15).", "ERR-API-UNDER-MAINTENANCE : synchronisez (IMPORT15)."},
		"a name too short to be told from": {"La SA attend.", "La SA attend."},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.clean(x.text); got != x.want {
				t.Errorf("%q\n got %q\nwant %q", x.text, got, x.want)
			}
		})
	}
	t.Run("what is quoted may be the partner's", func(t *testing.T) {
		if got := c.unquoted("MyUnisoft a refusé : « mot » de passe » (code 7)."); got != "MyUnisoft a refusé : « … » (code 7)." {
			t.Errorf("got %q", got)
		}
	})
	t.Run("a code is a code, or hidden", func(t *testing.T) {
		for text, want := range map[string]string{"": "", "IMPORT15": "IMPORT15", "3fa85f64-5717-4562-b3fc-2c963f66afa6": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
			"FR7630004458564585652332208": hidden, "30004000010000000001245": hidden, "deux mots": hidden, "cmartin": hidden, strings.Repeat("a", 81): hidden} {
			if got := c.code(text); got != want {
				t.Errorf("%q: %q, want %q", text, got, want)
			}
		}
	})
}
