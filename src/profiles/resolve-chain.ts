import type { Profile } from '../core/index.ts'
import { completeProfile } from './complete-profile.ts'
import { mergeProfiles, sortTiers } from './merge-profiles.ts'
import type { ProfileProblem } from './problem.ts'
import type { ProfileFile } from './profile-text.ts'

/** A whole profile and the files that it was merged from. */
export interface LoadedProfile {
  profile: Profile
  /** From the profile to the last that it extends, by shipped name or file. */
  chain: string[]
  /** Where each of the chain came from: a file, or `built in`. */
  sources: string[]
}

/** A file of the chain: `id` tells it from others, however it was named. */
export interface FileLink {
  id: string
  label: string
  file: ProfileFile
}

/** What a file extends: another file, or a profile that is whole already. */
type BaseLink = ({ kind: 'file' } & FileLink) | { kind: 'whole'; loaded: LoadedProfile }

export type BaseReading = { ok: true; base: BaseLink } | { ok: false; problems: ProfileProblem[] }

export type Resolved = { ok: true; loaded: LoadedProfile } | { ok: false; problems: ProfileProblem[] }

const longestChain = 16

/** `first` merged over everything that it extends; `baseOf` reads what a file names. */
export function resolveChain(
  first: FileLink,
  baseOf: (link: FileLink, base: string) => BaseReading,
): Resolved {
  const links: FileLink[] = []
  let link = first
  for (;;) {
    links.push(link)
    const { file } = link
    if (file.base === null) return merge(links, null)
    if (links.length === longestChain)
      return refused(file, `is the ${longestChain}th in a row`, 'Merge some of these files.')
    const reading = baseOf(link, file.base)
    if (!reading.ok) return reading
    const { base } = reading
    if (base.kind === 'whole') return merge(links, base.loaded)
    if (links.some(({ id }) => id === base.id)) return circle(links, base)
    link = base
  }
}

function circle(links: readonly FileLink[], base: FileLink): Resolved {
  const begin = links.findIndex(({ id }) => id === base.id)
  const inCircle = [...links.slice(begin), links[begin] ?? base]
  const chain = inCircle.map(({ label }) => label).join(' -> ')
  return refused(
    (inCircle.at(-2) ?? base).file,
    `goes in a circle (${chain})`,
    'Remove one of these extends.',
  )
}

function refused(file: ProfileFile, problem: string, hint: string): Resolved {
  return { ok: false, problems: [file.problemAt(['extends'], problem, hint)] }
}

function merge(links: readonly FileLink[], whole: LoadedProfile | null): Resolved {
  const parts = links.map(({ file }) => file.part)
  const bases = whole === null ? [] : [whole.profile]
  const completed = completeProfile(
    sortTiers([...parts, ...bases].reduceRight((base, over) => mergeProfiles(base, over))),
  )
  if (completed.ok) {
    return {
      ok: true,
      loaded: {
        profile: completed.profile,
        chain: [...links.map(({ label }) => label), ...(whole?.chain ?? [])],
        sources: [...links.map(({ file }) => file.source), ...(whole?.sources ?? [])],
      },
    }
  }
  // The nearest file that says it: those who wrote a base cannot know what is made of it.
  const problems = links.flatMap(({ file }, index) =>
    completed.shortcomings
      .filter(
        ({ path }) =>
          index ===
          Math.max(
            0,
            links.findIndex((link) => link.file.mentions(path)),
          ),
      )
      .map(({ path, problem, hint }) => file.problemAt(path, problem, hint))
      .toSorted((a, b) => a.line - b.line || a.column - b.column),
  )
  return { ok: false, problems }
}
