import type { Document, Snapshot } from '../../core/index.ts'

/** The raw facts of each host as a file; of several hosts each has the host's name before its ending. */
export function savedFacts(
  file: string | undefined,
  hosts: readonly { name: string; collected: { snapshot: Snapshot } }[],
): Document[] {
  if (file === undefined) return []
  const taken = new Set<string>()
  return hosts.map(({ name, collected }) => ({
    name: 'facts.json',
    mediaType: 'application/json',
    text: `${JSON.stringify(collected.snapshot)}\n`,
    file: hosts.length === 1 ? file : named(file, name, taken),
  }))
}

/** `box.json.gz` of host db1 is `box-db1.json.gz`; of another host that would be written the same, `box-db1-2.json.gz`. */
function named(file: string, host: string, taken: Set<string>): string {
  const [, stem = file, ending = ''] = /^(.*?)((?:\.json)?(?:\.gz)?)$/.exec(file) ?? []
  const plain = `${stem}-${host.replace(/[^A-Za-z0-9._@-]+/g, '_')}`
  let name = plain
  for (let number = 2; taken.has(name); number++) name = `${plain}-${number}`
  taken.add(name)
  return `${name}${ending}`
}
