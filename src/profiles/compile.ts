import { OperatorError } from '../core/index.ts'
import { problemsError } from './problem.ts'
import { readProfileText } from './profile-text.ts'
import { type BaseReading, type FileLink, type LoadedProfile, resolveChain } from './resolve-chain.ts'

export { profileJsonSchema } from './schema-json.ts'

type Texts = Readonly<Record<string, string>>

/** The source of `shipped.ts`: every profile of `texts` (YAML by file name) resolved, so that none is parsed at run time. */
export function renderShippedModule(texts: Texts): string {
  const loaded = compileProfiles(texts)
  const list = (items: readonly unknown[]): string =>
    items.map((item) => `  ${JSON.stringify(item)},\n`).join('')
  return `// Generated from profiles/*.yaml by the build: change those instead.
import type { Profile } from '../core/index.ts'

/** The shipped profiles, each whole, in alphabetical order. */
export const shippedProfiles: readonly Profile[] = [
${list(loaded.map(({ profile }) => profile))}]

/** For each shipped profile its own name and those that it extends. */
export const shippedChains: readonly (readonly string[])[] = [
${list(loaded.map(({ chain }) => chain))}]
`
}

/** Every profile of `texts` (YAML by file name), whole, in alphabetical order; throws an OperatorError on the first problem. */
export function compileProfiles(texts: Texts): LoadedProfile[] {
  return Object.keys(texts)
    .toSorted()
    .map((fileName) => compile(fileName, texts))
}

function compile(fileName: string, texts: Texts): LoadedProfile {
  const first = linkTo(fileName, texts)
  if (!first.ok) throw problemsError(first.problems, `profiles/${fileName}`)
  const resolved = resolveChain(first.base, ({ file }, base) => {
    const baseName = `${base}.yaml`
    if (Object.hasOwn(texts, baseName)) return linkTo(baseName, texts)
    const hint = `Extend one of: ${Object.keys(texts).join(', ')}.`
    return { ok: false, problems: [file.problemAt(['extends'], 'names no shipped profile', hint)] }
  })
  if (!resolved.ok) throw problemsError(resolved.problems, `profiles/${fileName}`)
  const { profile, chain } = resolved.loaded
  if (`${profile.name}.yaml` !== fileName) {
    throw new OperatorError({
      sentence: `A shipped profile is called as its file is, in profiles/${fileName}, got ${profile.name}.`,
      hint: 'Leave out its name.',
    })
  }
  return { profile: { ...profile, source: builtIn }, chain, sources: chain.map(() => builtIn) }
}

const builtIn = 'built in'

function linkTo(
  fileName: string,
  texts: Texts,
): Exclude<BaseReading, { ok: true }> | { ok: true; base: { kind: 'file' } & FileLink } {
  const label = fileName.replace(/\.yaml$/, '')
  const reading = readProfileText(texts[fileName] ?? '', `profiles/${fileName}`)
  return reading.ok ? { ok: true, base: { kind: 'file', id: fileName, label, file: reading.file } } : reading
}
