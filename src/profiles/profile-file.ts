import { isAbsolute, join, resolve } from 'node:path'
import { OperatorError, type Parsed, type World } from '../core/index.ts'
import { type ProfileProblem, problemsError, visible } from './problem.ts'
import { readProfileText } from './profile-text.ts'
import { readProfileFile } from './read-profile-file.ts'
import {
  type BaseReading,
  type FileLink,
  type LoadedProfile,
  type Resolved,
  resolveChain,
} from './resolve-chain.ts'
import { isProfilePath, shippedProfile, unknownNameHint } from './shipped-profile.ts'

type Place = Pick<World, 'files' | 'directory'>

/** The profile in the file at `path` with all that it extends; throws an OperatorError on the first problem. */
export function loadProfileFile(path: string, world: Place): LoadedProfile {
  const resolved = resolveFile(path, world)
  if (!resolved.ok) throw problemsError(resolved.problems, path)
  return resolved.loaded
}

/** All problems of the file at `path` and of what it extends; throws an OperatorError when it cannot be read. */
export function profileFileProblems(path: string, world: Place): ProfileProblem[] {
  const resolved = resolveFile(path, world)
  return resolved.ok ? [] : resolved.problems
}

function resolveFile(path: string, world: Place): Resolved {
  const text = readFrom(path, world)
  if (!text.ok)
    throw new OperatorError({ sentence: `The profile ${visible(path)} ${text.problem}.`, hint: text.hint })
  const reading = readProfileText(text.value, path)
  if (!reading.ok) return reading
  const first = { id: resolve(world.directory, path), label: visible(path), file: reading.file }
  return resolveChain(first, (link, base) => baseOf(link, base, world))
}

function readFrom(path: string, { directory, files }: Place): Parsed<string> {
  return readProfileFile(resolve(directory, path), files)
}

function baseOf({ file }: FileLink, base: string, world: Place): BaseReading {
  const refused = (problem: string, hint: string): BaseReading => ({
    ok: false,
    problems: [file.problemAt(['extends'], problem, hint)],
  })
  if (!isProfilePath(base)) {
    const loaded = shippedProfile(base)
    if (loaded !== null) return { ok: true, base: { kind: 'whole', loaded } }
    return refused('names no shipped profile', unknownNameHint(base))
  }
  const path = isAbsolute(base) ? base : join(file.source, '..', base)
  const text = readFrom(path, world)
  if (!text.ok) return refused(`names a file that ${text.problem}`, text.hint)
  const reading = readProfileText(text.value, path)
  if (!reading.ok) return reading
  return {
    ok: true,
    base: { kind: 'file', id: resolve(world.directory, path), label: visible(path), file: reading.file },
  }
}
