/** What decides whether a missing package is installed, skipped or a failure. */
export interface Circumstances {
  /** Under CI=true a missing package is a failure, never a skip. */
  continuousIntegration: boolean
  /** LEWIS_PERF_TEST_INSTALL=1. */
  installAsked: boolean
  /** Root, apt-get is there, and it was not tried yet. */
  canInstall: boolean
}

/** What to do about missing packages; `message` is for a person. */
export type Decision =
  | { action: 'run' }
  | { action: 'install'; packages: string[] }
  | { action: 'skip'; message: string }
  | { action: 'fail'; message: string }

/** What to do about Debian packages that tests need and that are not there. */
export function decide(missing: readonly string[], circumstances: Circumstances): Decision {
  const packages = [...new Set(missing)].sort()
  if (packages.length === 0) return { action: 'run' }
  const { continuousIntegration, installAsked, canInstall } = circumstances
  if (canInstall && (continuousIntegration || installAsked)) return { action: 'install', packages }
  const message = `Tests need ${packages.join(', ')}. Bring all of them with: ${aptLine(packages)}`
  return { action: continuousIntegration ? 'fail' : 'skip', message }
}

/** The one line for a shell that installs `packages`. */
export function aptLine(packages: readonly string[]): string {
  return `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

/** The loud line for one test that did not run. */
export function skippedLine(debianPackage: string, testName: string): string {
  return `SKIPPED needs ${debianPackage}: ${testName}`
}
