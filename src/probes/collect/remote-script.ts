import type { CollectOptions } from './collected.ts'
import { toldByPrograms } from './manifest.ts'
import { mountFunctions } from './shell-mounts.ts'
import { readingFunctions, sleepTries } from './shell-reading.ts'
import { sampleFunctions } from './shell-sample.ts'

/**
 * One POSIX-sh script that prints the same raw facts that `collectLocal` reads. It needs sh, cat, sleep and df, writes
 * nothing, and is read whole before it begins, so that a connection that breaks leaves no half of it running.
 */
export function remoteScript({ roots, windowSeconds, exec, nonce }: CollectOptions): string {
  const [first = '/', second] = roots
  const isMachine = first === '/' && second === undefined
  const isPair = second !== undefined || (windowSeconds !== null && isMachine)
  const lines = [
    ...readingFunctions(nonce, Math.max(...roots.map((root) => root.length))),
    ...sampleFunctions(),
    ...mountFunctions(),
    'lewis_perf() {',
    'has cat || { mark nothing; return; }; choose_marker',
    ...(isMachine ? ['mark clock; date +%s.%N </dev/null 2>&1'] : []),
    ...rootLines(first),
    ...(isPair ? ['mark sample', 'first'] : []),
    ...(isMachine && exec ? ['ask_mounts'] : []),
    ...(isPair && second === undefined ? [sleepLine(windowSeconds ?? 0)] : []),
    ...(second === undefined ? [] : rootLines(second)),
    'mark sample',
    'last',
    ...(isMachine ? ['space', 'told dmesg dmesg', ...(exec ? toldLines() : [])] : []),
    'mark end',
    '}',
    'lewis_perf',
  ]
  return `${lines.join('\n')}\n`
}

function rootLines(root: string): string[] {
  const bare = root.replace(/\/+$/, '')
  if (bare === '') return ['R=']
  // Its files could not be told apart.
  if (bare.includes('\n')) return ['mark rootless; return']
  const named = quoted(bare.startsWith('-') ? `./${bare}` : bare)
  return [`R=${named}`, '[ -d "$R" ] || { mark rootless; return; }']
}

function sleepLine(seconds: number): string {
  return `${sleepTries(seconds)} || mark unslept`
}

function toldLines(): string[] {
  return toldByPrograms.map(({ name, program, args, needs = '/' }) => {
    const asked = `told ${quoted(name)} ${program} ${args.join(' ')}`
    return `[ ! -d ${needs} ] || ${asked}`
  })
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}
