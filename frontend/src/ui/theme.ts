import {
	ActionIcon,
	Button,
	type CSSVariablesResolver,
	createTheme,
	Input,
	type MantineColorsTuple,
	Menu,
	Modal,
	PasswordInput,
	Popover,
} from "@mantine/core";
import { fr } from "../i18n/fr";

const accent: MantineColorsTuple = [
	"#eaf3f9",
	"#d5e6f2",
	"#abcce5",
	"#7db3d8",
	"#4f97c6",
	"#3181b3",
	"#226f9f",
	"#1b5e8c",
	"#164d73",
	"#103a58",
];

const dark: MantineColorsTuple = [
	"#e4e7ea",
	"#c3c9cf",
	"#9aa3ad",
	"#77818c",
	"#3a424b",
	"#2b3138",
	"#1e2329",
	"#16191d",
	"#121518",
	"#0d0f12",
];

const flat = { dropdown: { boxShadow: "none", borderColor: "var(--sb-line-strong)" } };

/** One accent, system fonts, 14 px text, no shadow where a line does. */
export const theme = createTheme({
	fontFamily: 'system-ui, "Segoe UI", -apple-system, "SF Pro Text", Roboto, sans-serif',
	fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Consolas, monospace',
	fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
	lineHeights: { xs: "16px", sm: "18px", md: "20px", lg: "24px", xl: "28px" },
	headings: { fontWeight: "600" },
	primaryColor: "accent",
	primaryShade: { light: 7, dark: 6 },
	defaultRadius: 4,
	colors: { accent, dark },
	cursorType: "pointer",
	respectReducedMotion: true,
	components: {
		Input: Input.extend({
			vars: () => ({ wrapper: { "--input-height": "32px", "--input-fz": "14px" } }),
		}),
		InputWrapper: Input.Wrapper.extend({
			vars: () => ({
				label: { "--input-label-size": "13px" },
				description: { "--input-description-size": "12px" },
				error: { "--input-error-size": "12px" },
				success: {},
			}),
		}),
		PasswordInput: PasswordInput.extend({
			defaultProps: { visibilityToggleButtonProps: { "aria-label": fr.common.showPassword } },
		}),
		Button: Button.extend({
			vars: (_, { size }) => ({
				root: size?.startsWith("compact")
					? {}
					: { "--button-height": "32px", "--button-fz": "14px", "--button-padding-x": "12px" },
			}),
			styles: { root: { fontWeight: 500 } },
		}),
		ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray", size: 28 } }),
		Popover: Popover.extend({ styles: flat }),
		Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false }, styles: flat }),
		Modal: Modal.extend({
			defaultProps: { transitionProps: { duration: 80 }, centered: true },
			styles: {
				content: { boxShadow: "none", border: "1px solid var(--sb-line-strong)" },
				title: { fontSize: 16, fontWeight: 600 },
			},
		}),
	},
});

/** Contrast of at least 4.5 for everything written. */
export const cssVariables: CSSVariablesResolver = () => ({
	variables: {},
	light: {
		"--mantine-color-text": "#1c2127",
		"--mantine-color-dimmed": "#59616b",
		"--mantine-color-placeholder": "#69717b",
		"--mantine-color-default-border": "#c9ced4",
		"--mantine-color-error": "#b3261e",
		"--mantine-color-anchor": "#1b5e8c",
		"--mantine-color-gray-light-color": "#4a525b",
		"--mantine-color-gray-text": "#4a525b",
	},
	dark: {
		"--mantine-color-text": "#e4e7ea",
		"--mantine-color-dimmed": "#a0a9b3",
		"--mantine-color-placeholder": "#8f99a3",
		"--mantine-color-default-border": "#3a424b",
		"--mantine-color-error": "#f39a91",
		"--mantine-color-anchor": "#84bce2",
		"--mantine-color-accent-text": "#84bce2",
		"--mantine-color-accent-light-color": "#84bce2",
		"--mantine-color-gray-light-color": "#b4bcc5",
		"--mantine-color-gray-text": "#b4bcc5",
	},
});
