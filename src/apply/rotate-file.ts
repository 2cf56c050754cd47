import { createReadStream, createWriteStream, existsSync, readdirSync, renameSync, unlinkSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** Moves the file at `path` aside, by the moment: `rec.jsonl` becomes `rec.20261127T015600123Z.jsonl`. Answers its new path. */
export function rotateAway(path: string, epochMs: number): string {
  for (let ms = epochMs; ; ms++) {
    const stamp = new Date(ms).toISOString().replaceAll(/[-:.]/g, '')
    const part = join(dirname(path), `${stemOf(path)}.${stamp}${extname(path)}`)
    if (existsSync(part) || existsSync(`${part}.gz`)) continue
    renameSync(path, part)
    return part
  }
}

/**
 * Packs a part that was moved aside, and removes the oldest packed ones beyond `keep`. Whole or not at all: what is cut off in between
 * leaves the part as it was. Never rejects.
 */
export async function packRotated(path: string, part: string, keep: number | null): Promise<void> {
  const unfinished = `${part}.gz.unfinished`
  try {
    await pipeline(createReadStream(part), createGzip(), createWriteStream(unfinished))
    renameSync(unfinished, `${part}.gz`)
    unlinkSync(part)
  } catch {
    // It can be read unpacked as well.
    removeIfPossible(unfinished)
  }
  if (keep === null) return
  const parts = rotatedParts(path, entriesOf(dirname(path)))
  for (const old of parts.slice(0, Math.max(0, parts.length - keep)))
    removeIfPossible(join(dirname(path), old))
}

/** What cannot be removed is no reason to stop recording. */
function removeIfPossible(path: string): void {
  try {
    unlinkSync(path)
  } catch {}
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The names among `entries` of parts that were rotated away from `path`, the oldest first. */
export function rotatedParts(path: string, entries: readonly string[]): string[] {
  const ending = extname(path)
  const stem = `${stemOf(path)}.`
  return entries
    .filter((name) => {
      const rest = name.startsWith(stem) ? name.slice(stem.length).replace(/\.gz$/, '') : ''
      return rest.endsWith(ending) && /^\d{8}T\d{9}Z$/.test(rest.slice(0, rest.length - ending.length))
    })
    .toSorted()
}

function stemOf(path: string): string {
  return basename(path, extname(path))
}
