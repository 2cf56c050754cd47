import { OperatorError, suggest } from '../core/index.ts'
import type { LoadedProfile } from './resolve-chain.ts'
import { shippedChains, shippedProfiles } from './shipped.ts'

/** The names that `--profile` knows without a file, in alphabetical order. */
export const shippedProfileNames: readonly string[] = shippedProfiles.map(({ name }) => name)

/** The shipped profile `name`, or null. */
export function shippedProfile(name: string): LoadedProfile | null {
  const profile = shippedProfiles.find((candidate) => candidate.name === name)
  if (profile === undefined) return null
  const chain = [...(shippedChains.find(([first]) => first === name) ?? [name])]
  // A copy, so that nobody can change what is shipped.
  return { profile: structuredClone(profile), chain, sources: chain.map(() => profile.source) }
}

/** Whether a profile is named by its path: with a slash or a YAML ending, or as standard input. */
export function isProfilePath(name: string): boolean {
  return name === '-' || name.includes('/') || /\.ya?ml$/i.test(name)
}

/** What to do about a name that is not shipped. */
export function unknownNameHint(name: string): string {
  const near = suggest(name, shippedProfileNames)
  const list = `Shipped are ${shippedProfileNames.join(', ')}; a file is named by its path, as ./mine.yaml.`
  return near === null ? list : `Did you mean ${near}? ${list}`
}

/** The error for a name that is not shipped. */
export function unknownProfileError(shown: string, name: string): OperatorError {
  return new OperatorError({
    sentence: `There is no shipped profile of this name, got ${shown}.`,
    hint: unknownNameHint(name),
  })
}
