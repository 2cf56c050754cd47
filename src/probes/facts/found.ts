import type { MissingReason } from '../../core/index.ts'

/** What one look found, or why there is nothing. */
export type Look<T> = { ok: true; value: T } | { ok: false; reason: MissingReason }

/** The same with the file or command that an operator would look at. */
export type Found<T> = Look<T> & { path: string }

/** `value`, read at `path`. */
export function found<T>(path: string, value: T): Found<T> {
  return { ok: true, value, path }
}

/** Nothing at `path`, for that reason. */
export function nothing(path: string, reason: MissingReason = 'absent'): Found<never> {
  return { ok: false, reason, path }
}

/** `value` when it has something in it; else the first of `reasons` that tells more than `absent`. */
export function foundSome<T>(
  path: string,
  value: readonly T[],
  reasons: readonly MissingReason[],
): Found<T[]> {
  return value.length > 0 ? found(path, [...value]) : nothing(path, worstReason(reasons))
}

/** The first reason that tells more than `absent`. */
export function worstReason(reasons: readonly MissingReason[]): MissingReason {
  return reasons.find((reason) => reason !== 'absent') ?? 'absent'
}

/** Why each of `looks` that found nothing did so. */
export function reasonsOf(looks: readonly Look<unknown>[]): MissingReason[] {
  return looks.flatMap((look) => (look.ok ? [] : [look.reason]))
}
