import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** JSON Web Tokens (HS256) that only this process can have made. */
export interface Tokens {
  issue(user: string): string
  isValid(token: string): boolean
}

export const tokenSeconds = 3600

export function newTokens(nowMs: () => number): Tokens {
  const secret = randomBytes(32)
  const sign = (text: string): Buffer => createHmac('sha256', secret).update(text).digest()
  const header = encoded({ alg: 'HS256', typ: 'JWT' })
  return {
    issue(user) {
      const expires = Math.floor(nowMs() / 1000) + tokenSeconds
      const text = `${header}.${encoded({ sub: user, exp: expires })}`
      return `${text}.${sign(text).toString('base64url')}`
    },
    isValid(token) {
      const place = token.lastIndexOf('.')
      const given = Buffer.from(token.slice(place + 1), 'base64url')
      const expected = sign(token.slice(0, Math.max(0, place)))
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
      const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
        exp: number
      }
      return exp * 1000 > nowMs()
    },
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
