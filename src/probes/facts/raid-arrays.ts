import type { RaidArray } from '../../core/index.ts'

/**
 * The arrays of /proc/mdstat; containers of vendor metadata, which are never active themselves, are left out. Null without
 * its heading.
 */
export function parseRaidArrays(text: string): RaidArray[] | null {
  if (!/^Personalities\b/m.test(text)) return null
  return text.split(/\n(?=\S)/).flatMap((section) => arrayOf(section) ?? [])
}

function arrayOf(section: string): RaidArray | null {
  const [head = '', ...body] = section.split('\n')
  const [name = '', colon, state, ...words] = head.trim().split(/ +/)
  if (!name.startsWith('md') || colon !== ':' || state === undefined) return null
  const about = body.join('\n')
  if (/ external:(?:imsm|ddf)\b/.test(about)) return null
  const [level] = words.filter((word) => !word.startsWith('(') && !word.includes('['))
  const members = /\[(\d{1,5})\/(\d{1,5})\]/.exec(about)
  return {
    name,
    level: level ?? null,
    active: state === 'active',
    present: members === null ? null : Number(members[2]),
    wanted: members === null ? null : Number(members[1]),
    failed: words.flatMap((word) => /^(.+?)\[\d+\](?:\([A-Z]\))*\(F\)/.exec(word)?.[1] ?? []),
  }
}
