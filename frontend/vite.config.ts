import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
	base: "./",
	plugins: [react()],
	// The guide's pages are the documentation's own (docs/guide).
	server: { fs: { allow: [".", "../docs/guide"] } },
	build: {
		outDir: "dist",
		emptyOutDir: true,
		target: ["es2022", "chrome109", "safari15.4"],
		chunkSizeWarningLimit: 1200,
	},
	test: {
		environment: "jsdom",
		setupFiles: ["src/test/setup.ts"],
		include: ["src/**/*.test.{ts,tsx}"],
		css: false,
		testTimeout: 60_000,
	},
});
