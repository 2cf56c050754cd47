import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The licences of every package whose code is in the bundles: they ask to travel with it. */
export function thirdPartyNotices(root: string, inputs: readonly string[]): string {
  const folders = new Set(
    inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
  )
  const notices = [...folders].sort().map((folder) => notice(join(root, folder)))
  return `lewis-perf contains code of these packages.\n\n${notices.join('\n')}`
}

function notice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text =
    file === undefined || !existsSync(join(folder, file))
      ? `Licence: ${license}`
      : readFileSync(join(folder, file), 'utf8')
  return `== ${name} ${version} (${license})\n\n${text.trim()}\n`
}
