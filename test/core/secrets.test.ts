import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskSecrets, maskSecretsIn, secretValues } from '../../src/core/index.ts'

describe('a secret is masked', () => {
  it.each([
    // URLs
    ['postgres://lewis:hunter2@db:5432/x', 'postgres://lewis:***@db:5432/x'],
    ['redis://:s3cret@cache:6379', 'redis://:***@cache:6379'],
    ['postgres://u:p@ss:w@db/x', 'postgres://u:***@db/x'],
    ['POSTGRES://u:pw@db', 'POSTGRES://u:***@db'],
    ['mysql+ssl://u:pw@a and http://v:qw@b', 'mysql+ssl://u:***@a and http://v:***@b'],
    ['http://h/x?access_token=abc&page=2', 'http://h/x?access_token=***&page=2'],
    // As curl takes them
    ['curl -u lewis:hunter2 https://h', 'curl -u lewis:*** https://h'],
    ["curl --user 'lewis:hunter 2' https://h", 'curl --user lewis:*** https://h'],
    ['curl --proxy-user=lewis:hunter2 -ulewis:other h', 'curl --proxy-user=lewis:*** -ulewis:*** h'],
    // Headers
    ['Authorization: Bearer abc.def', 'Authorization: ***'],
    ['authorization=Basic dXNlcjpwdw==', 'authorization=***'],
    ["curl -H 'Authorization: token abc' http://x", "curl -H 'Authorization: ***' http://x"],
    ['Proxy-Authorization: Negotiate YIIabc==', 'Proxy-Authorization: ***'],
    ['Authorization: Digest username="Mufasa", realm="x", response="6629fae4"', 'Authorization: ***'],
    [
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIA/x, SignedHeaders=host;date, Signature=fe5f',
      'Authorization: ***',
    ],
    ['Authorization: abc123\nHost: x', 'Authorization: ***\nHost: x'],
    ["authorization : 'Bearer abc'", "authorization : '***'"],
    ['{"authorization":"Bearer abc","x":1}', '{"authorization":"***","x":1}'],
    ['{"Authorization":["Bearer abc"],"x":1}', '{"Authorization":***,"x":1}'],
    ['sent bearer abc.def-123 to it', 'sent bearer *** to it'],
    ['ApiKey abcdef123456', 'ApiKey ***'],
    ['X-Api-Key: abc', 'X-Api-Key: ***'],
    // Cookies
    ['Cookie: sid=1; theme=dark\nHost: x', 'Cookie: ***\nHost: x'],
    ['Set-Cookie: sid=abc; Path=/', 'Set-Cookie: ***'],
    ['{"set-cookie":["sid=abc; Path=/","b=c"],"x":1}', '{"set-cookie":***,"x":1}'],
    ['{"cookie":"sid=abc","x":1}', '{"cookie":"***","x":1}'],
    // Variables
    ['DB_PASSWORD=hunter2', 'DB_PASSWORD=***'],
    ['DB_PASSWORD=a,b;c&d e', 'DB_PASSWORD=*** e'],
    ["PGPASSWORD='a b' psql", 'PGPASSWORD=*** psql'],
    ['export API_KEY="a b"', 'export API_KEY=***'],
    ['AWS_SECRET_ACCESS_KEY=abc/def', 'AWS_SECRET_ACCESS_KEY=***'],
    ['GITHUB_TOKEN=abc HOME=/root', 'GITHUB_TOKEN=*** HOME=/root'],
    ['SESSION_ID=abc', 'SESSION_ID=***'],
    ['TLS_PRIVATE_KEY=abc', 'TLS_PRIVATE_KEY=***'],
    // Settings
    ['password: hunter2', 'password: ***'],
    ['db.passwd = hunter2', 'db.passwd = ***'],
    ['pwd=hunter2;server=db', 'pwd=***;server=db'],
    ['client-secret: "a b"', 'client-secret: ***'],
    ['credentials=abc, user=x', 'credentials=***, user=x'],
    ['{"password":"a\\"b","user":"x"}', '{"password":***,"user":"x"}'],
    ["{'api-key': 'it\\'s', 'x': 1}", "{'api-key': ***, 'x': 1}"],
    ['{"refreshToken": 12345}', '{"refreshToken": ***'],
    // Flags
    ['--token abc --user bob', '--token *** --user bob'],
    ['--password=abc', '--password=***'],
    ['--client-secret  abc', '--client-secret ***'],
    ['--pass=abc --ssh-pass abc --passphrase abc', '--pass=*** --ssh-pass *** --passphrase ***'],
    ['redis-server --requirepass abc --masterauth def', 'redis-server --requirepass *** --masterauth ***'],
    // Signed links, and tokens that say what they are
    ['https://h/x?se=1&sig=abc%3D&sp=r', 'https://h/x?se=1&sig=***&sp=r'],
    ['https://h/x?X-Amz-Signature=abc', 'https://h/x?X-Amz-Signature=***'],
    ['https://h/x?code=a&key=b&auth=c&jwt=d&page=2', 'https://h/x?code=***&key=***&auth=***&jwt=***&page=2'],
    ['X-Auth: abc', 'X-Auth: ***'],
    ['https://hooks.slack.com/services/T0/B0/abc on', 'https://hooks.slack.com/services/*** on'],
    ['https://discord.com/api/webhooks/1/abc', 'https://discord.com/api/webhooks/***'],
    ['http://u:a/b@127.0.0.1:80/x', 'http://u:***@127.0.0.1:80/x'],
    ['push ghp_abcdefghijklmnopqrstuvwxyz0123456789 on', 'push *** on'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0abc.sig-nature', '***'],
    // Keys
    ['a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nb', 'a\n***\nb'],
    ['-----BEGIN PRIVATE KEY-----\ncut off', '***'],
    [
      '-----BEGIN PRIVATE KEY-----\na\n-----END PRIVATE KEY-----\nx\n-----BEGIN EC PRIVATE KEY-----\nb\n-----END EC PRIVATE KEY-----',
      '***\nx\n***',
    ],
  ])('in %j', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked)
  })
})

describe('a secret of the environment', () => {
  const environment = {
    TOKEN: 'tokvalue9988',
    DB_PASSWORD: 'pw hunter.2',
    SHORT_SECRET: 'abc',
    TOKEN_FILE: '/run/secrets/token',
    HOME: '/home/lewis-perf',
    EMPTY_TOKEN: undefined,
    PWD: '/home/lewis-perf/work',
    OLDPWD: '/home/lewis-perf',
  }

  it('is the value of a variable named like one, long enough not to be a word', () => {
    expect(secretValues(environment)).toEqual(['tokvalue9988', 'pw hunter.2'])
  })

  it('is masked wherever it stands', () => {
    const known = secretValues(environment)
    expect(maskSecrets('boom tokvalue9988, tokvalue9988!', known)).toBe('boom ***, ***!')
    expect(maskSecretsIn({ said: ['with pw hunter.2 in it'] }, known)).toEqual({ said: ['with *** in it'] })
    expect(maskSecrets('boom tokvalue9988')).toBe('boom tokvalue9988')
  })
})

describe('a secret is masked in every text of a value', () => {
  it('however deep it lies, and nothing else changes', () => {
    const rows = () => []
    const value = {
      url: 'postgres://lewis:hunter2@db/x',
      list: ['token=abc', 5, null, true],
      deep: { note: 'Cookie: sid=1', rows },
    }
    expect(maskSecretsIn(value)).toEqual({
      url: 'postgres://lewis:***@db/x',
      list: ['token=***', 5, null, true],
      deep: { note: 'Cookie: ***', rows },
    })
    expect(value.list[0]).toBe('token=abc')
  })

  it.each([
    ['password=abc', 'password=***'],
    [5, 5],
    [null, null],
    [undefined, undefined],
  ])('%j is %j', (value, masked) => {
    expect(maskSecretsIn(value)).toBe(masked)
  })
})

describe('ordinary text stays as it is', () => {
  it.each([
    '100 scans per hour for 20 users',
    'tokens per second: 500',
    'cookies are small',
    'the bearer of news',
    'authorization failed',
    'a secret is safe',
    'https://example.org:443/a@b',
    'https://example.org/a:b',
    'http://user@example.org/',
    'mail@example.org',
    'ratio 1:2@3',
    'error: the profile has no tiers, in lewis.yaml:3:1, got null.',
    'LEWIS_MAX_WORKERS=16',
    'keyboard=1',
    '--bypass=1 --compass north',
    'a bypass: 3, 7 pass: yes',
    'https://h/x?design=1',
    '--token --user bob',
    'docker run -u 1000 --user lewis image',
    'docker run -u 1000:1000 image; date -u 12:30 and --user',
    '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----',
    '-----BEGIN PUBLIC KEY-----\nabc',
    '',
  ])('%j', (text) => {
    expect(maskSecrets(text)).toBe(text)
  })
})

describe('whatever a secret is made of', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9.,;:_~+/=&%$!?*()^-]{12,40}$/)

  it.each([
    ['an environment variable', (value: string) => `LEWIS_DB_PASSWORD=${value}\nHOME=/root`],
    ['a JSON value', (value: string) => `{"password": "${value}", "user": "lewis"}`],
    ['a cookie', (value: string) => `Cookie: sid=${value}`],
    ['a flag', (value: string) => `--token x${value} --user lewis`],
  ])('it does not survive as %s', (_, around) => {
    fc.assert(
      fc.property(secret, (value) => {
        expect(maskSecrets(around(value))).not.toContain(value)
        expect(maskSecrets(around(value))).not.toContain(value.slice(-8))
      }),
      { numRuns: 500 },
    )
  })

  it('base64 is left whole, whatever word it happens to hold', () => {
    for (const word of ['jwt', 'PWD', 'token', 'API_KEY', 'secret'])
      for (const end of ['A', 'AA=', 'A=='])
        expect(maskSecrets(`HISTFAAA${word}${end}`)).toBe(`HISTFAAA${word}${end}`)
    fc.assert(
      fc.property(
        fc.base64String({ minLength: 4 }),
        fc.constantFrom('jwt=', 'Pwd=', 'SECRET=='),
        (text, end) => {
          expect(maskSecrets(`${text.replaceAll('=', '')}${end}=`)).toBe(`${text.replaceAll('=', '')}${end}=`)
        },
      ),
    )
  })

  it('a URL loses its password and keeps its host', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9.,;:_~+=&%$!*()^@-]{8,40}$/), (password) => {
        expect(maskSecrets(`postgres://lewis:${password}@db.example:5432/x`)).toBe(
          'postgres://lewis:***@db.example:5432/x',
        )
      }),
      { numRuns: 500 },
    )
  })
})
