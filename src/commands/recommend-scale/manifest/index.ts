// The operator's own file: what it says of workloads, and the same text with other numbers.
export { composeWarnings } from './compose-file.ts'
export type { Manifest, ManifestForm } from './manifest.ts'
export { openManifest } from './open-manifest.ts'
export { systemdWarnings } from './systemd-file.ts'
export { withManifest } from './with-manifest.ts'
