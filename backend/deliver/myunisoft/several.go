package myunisoft

import (
	"strings"

	"sobank/backend/deliver"
)

// severally says of several statements what is said of one.
var severally = strings.NewReplacer(
	"Le relevé n'a pas été envoyé : son contenu", "Les relevés n'ont pas été envoyés : leur contenu",
	"Le relevé n'a pas été envoyé : sa ligne", "Les relevés n'ont pas été envoyés : leur ligne",
	"Le relevé n'a pas été envoyé : il n'a", "Les relevés n'ont pas été envoyés : leur fichier n'a",
	"Le relevé n'a pas été envoyé : le nom", "Les relevés n'ont pas été envoyés : le nom",
	"Ouvrez le relevé pour le vérifier ; s'il vous paraît juste", "Ouvrez les relevés pour les vérifier ; s'ils vous paraissent justes",
	"Le relevé est parti en entier", "Les relevés sont partis en entier",
	"Le relevé n'est pas parti : le programme n'a pas pu noter son départ", "Les relevés ne sont pas partis : le programme n'a pas pu noter leur départ",
	"ce relevé : il était arrivé", "ces relevés : ils étaient arrivés",
	"le relevé doit être importé", "les relevés doivent être importés",
	"pour un relevé CFONB", "pour un relevé CFONB",
	"ce relevé", "ces relevés",
	"le relevé", "les relevés",
)

// several puts a receipt's words into the plural when several statements left together.
func several(p deliver.Parcel, r deliver.Receipt) deliver.Receipt {
	if p.Statements > 1 {
		r.Message, r.Hint = severally.Replace(r.Message), severally.Replace(r.Hint)
	}
	return r
}
