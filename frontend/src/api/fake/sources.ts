// What statements are received from, as the backend's catalogue gives it.

import type { Partner, PartnerField } from "../types";

const always = { setting: "", value: "" };

function field(key: string, label: string, more: Partial<PartnerField> = {}): PartnerField {
	return {
		...{ key, label, help: "", kind: "text", required: false, default: "" },
		...{ options: [], when: always, or: "", ...more },
	};
}

const receive = { mode: "receive", modeName: "Réception", other: false };

export const kinds: Partner[] = [
	{
		...{ ...receive, key: "source_folder", name: "Dossier surveillé", secrets: [] },
		settings: [
			field("folder", "Dossier à surveiller", {
				...{ kind: "folder", required: true },
				help: "Un fichier lu passe dans son sous-dossier « traités », ou « rejetés » avec le motif dans un fichier texte.",
			}),
		],
		steps: ["Choisissez le dossier où arrivent les fichiers de la banque, puis testez."],
		limits: ["Seul le dossier lui-même est surveillé, pas ses sous-dossiers."],
	},
	{
		...{ ...receive, key: "source_sftp", name: "Serveur SFTP de la banque" },
		settings: [
			field("host", "Serveur SFTP", { kind: "host", required: true }),
			field("port", "Port", { kind: "port", default: "22" }),
			field("user", "Utilisateur", { required: true }),
			field("remote_folder", "Dossier sur le serveur", { default: "." }),
			field("host_key", "Clé du serveur", {
				...{ kind: "settled", required: true },
				help: "Confirmée au premier test ; si elle change, plus rien n'est relevé avant que quelqu'un la confirme à nouveau.",
			}),
			field("after", "Après lecture", {
				...{ kind: "choice", required: true, default: "keep" },
				options: [
					{ value: "keep", label: "laisser le fichier sur le serveur" },
					{ value: "move", label: "le déplacer dans un dossier du serveur" },
					{ value: "delete", label: "le supprimer du serveur" },
				],
			}),
			field("every", "Regarder", {
				...{ kind: "choice", required: true, default: "15" },
				options: [
					{ value: "5", label: "toutes les 5 minutes" },
					{ value: "15", label: "tous les quarts d'heure" },
					{ value: "60", label: "toutes les heures" },
				],
			}),
			field("after_folder", "Dossier des fichiers lus", {
				...{ required: true, default: "traites", when: { setting: "after", value: "move" } },
			}),
		],
		secrets: [
			field("password", "Mot de passe SFTP", {
				...{ kind: "secret", required: true, or: "private_key" },
			}),
			field("private_key", "Clé privée", { kind: "key", required: true, or: "password" }),
		],
		steps: ["Testez : l'empreinte de la clé du serveur s'affiche. Confirmez-la."],
		limits: ["Un fichier est reconnu à son nom, à sa taille et à sa date."],
	},
];
