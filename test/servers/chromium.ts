import { existsSync } from 'node:fs'

const places = ['/usr/bin/chromium', '/usr/bin/google-chrome']

/** A browser for tests of pages; it needs `--no-sandbox` as root. */
export const chromium = {
  name: 'chromium',
  debianPackage: 'chromium',
  find: (): string | null => places.find((place) => existsSync(place)) ?? null,
}
