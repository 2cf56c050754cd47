// The embedded target as data: how it behaves, and how that is written.
export { type DemoSettings, type Spread, usualDemo } from './demo-settings.ts'
export { parseDemoSettings } from './parse-demo-settings.ts'
