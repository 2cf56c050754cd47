import type { Profile } from '../core/index.ts'

/** What one file says of a profile, in base units: any key may be missing. */
export type ProfilePart = Part<Profile>

type Part<T> = T extends readonly (infer Item)[]
  ? Part<Item>[]
  : T extends object
    ? string extends keyof T
      ? { [K in keyof T]: Part<T[K]> }
      : { [K in keyof T]?: Part<T[K]> }
    : T
