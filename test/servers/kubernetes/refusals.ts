import type { Json, JsonObject } from './json.ts'
import { type Kind, qualified } from './kinds.ts'

/** What the server answers. */
export interface Answer {
  status: number
  body: Json
  /** JSON where there is none. */
  contentType?: string
  headers?: Readonly<Record<string, string>>
}

/** An answer that ends the handling of a request. */
export class Refusal extends Error {
  readonly answer: Answer

  constructor(answer: Answer) {
    super(`answer ${answer.status}`)
    this.answer = answer
  }
}

/** One field that is at fault in an object. */
export interface Cause {
  reason: string
  message: string
  field: string
}

/** A Status as the API server writes it; what is null in `details` and `reason` is left out. */
export function failure(
  code: number,
  reason: string | null,
  message: string,
  details: JsonObject | null = null,
): Refusal {
  return new Refusal({ status: code, body: statusBody(code, reason, message, details) })
}

/** The body of such an answer. */
export function statusBody(
  code: number,
  reason: string | null,
  message: string,
  details: JsonObject | null = null,
): JsonObject {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason === null ? {} : { reason }),
    ...(details === null ? {} : { details }),
    code,
  }
}

/** 404 as plain text: no such path. */
export const pageNotFound = (): Refusal =>
  new Refusal({ status: 404, body: '404 page not found\n', contentType: 'text/plain; charset=utf-8' })

/** 404: the group is there, such a resource is not. */
export const noSuchResource = (): Refusal =>
  failure(404, 'NotFound', 'the server could not find the requested resource', {})

/** 405. */
export const methodNotAllowed = (): Refusal =>
  failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {})

/** 400. */
export const badRequest = (message: string): Refusal => failure(400, 'BadRequest', message)

/** 415. */
export const unsupportedMediaType = (): Refusal =>
  failure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {})

/** 401. */
export const unauthorized = (): Refusal => failure(401, 'Unauthorized', 'Unauthorized')

/** 404: no object of that name. */
export function notFound(kind: Pick<Kind, 'group' | 'plural'>, name: string): Refusal {
  return failure(404, 'NotFound', `${qualified(kind)} "${name}" not found`, detailsOf(kind, name))
}

/** 409: it was written in between. */
export function modified(kind: Kind, name: string): Refusal {
  const message = `Operation cannot be fulfilled on ${qualified(kind)} "${name}": the object has been modified; please apply your changes to the latest version and try again`
  return failure(409, 'Conflict', message, detailsOf(kind, name))
}

/** 409: there is one of that name. */
export function alreadyExists(kind: Kind, name: string): Refusal {
  return failure(409, 'AlreadyExists', `${qualified(kind)} "${name}" already exists`, detailsOf(kind, name))
}

/** 422: what is wrong with an object, field by field. */
export function invalid(
  { group, kind }: { group: string; kind: string },
  name: string,
  causes: readonly Cause[],
): Refusal {
  const all = causes.map(({ field, message }) => `${field}: ${message}`)
  const said = all.length === 1 ? all[0] : `[${all.join(', ')}]`
  return failure(
    422,
    'Invalid',
    `${group === '' ? kind : `${kind}.${group}`} "${name}" is invalid: ${said}`,
    {
      ...(name === '' ? {} : { name }),
      ...(group === '' ? {} : { group }),
      ...(kind === '' ? {} : { kind }),
      causes: causes.map((cause) => ({ ...cause })),
    },
  )
}

function detailsOf({ group, plural }: Pick<Kind, 'group' | 'plural'>, name: string): JsonObject {
  return { name, ...(group === '' ? {} : { group }), kind: plural }
}
