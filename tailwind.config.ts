import type { Config } from "tailwindcss";

const token = (name: string) => `var(--${name})`;

/** Names of the design tokens; their values, light and dark, stand in app/globals.css. */
export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  theme: {
    fontFamily: {
      sans: ["var(--font-geist-sans)", "ui-sans-serif", "system-ui", "sans-serif"],
      mono: ["var(--font-geist-mono)", "ui-monospace", "monospace"],
    },
    fontSize: {
      "2xs": ["11px", "16px"],
      xs: ["12px", "16px"],
      sm: ["13px", "20px"],
      base: ["14px", "22px"],
      lg: ["16px", "24px"],
      xl: ["20px", "28px"],
    },
    extend: {
      colors: {
        canvas: token("canvas"),
        surface: {
          DEFAULT: token("surface"),
          sunken: token("surface-sunken"),
          raised: token("surface-raised"),
          hover: token("surface-hover"),
        },
        line: { DEFAULT: token("line"), strong: token("line-strong") },
        ink: { DEFAULT: token("ink"), soft: token("ink-soft"), faint: token("ink-faint"), inverse: token("ink-inverse") },
        accent: { DEFAULT: token("accent"), soft: token("accent-soft"), ink: token("accent-ink") },
        danger: { DEFAULT: token("danger"), soft: token("danger-soft") },
        good: { DEFAULT: token("good"), soft: token("good-soft") },
        focus: token("focus"),
      },
      boxShadow: {
        pop: "var(--shadow-pop)",
        lift: "var(--shadow-lift)",
      },
      borderRadius: { sm: "4px", md: "6px", lg: "8px", xl: "12px" },
    },
  },
} satisfies Config;
