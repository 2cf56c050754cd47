import { describe, expect, it } from 'vitest'
import { processNames } from '../../../src/probes/process/process-names.ts'

describe('the names of a process', () => {
  it.each([
    ['its program', 'redis-server', ['/usr/bin/redis-server', '*:6379'], ['redis-server']],
    [
      'a script of node',
      'MainThread',
      ['node', '/srv/app.mjs', 'x.js'],
      ['MainThread', 'node', 'app.mjs', 'app'],
    ],
    [
      'a script with options before it',
      'node',
      ['/usr/bin/node', '--inspect', '-r', 'hook.js', '--import', 'b.js', 'bin/server.cjs'],
      ['node', 'server.cjs', 'server'],
    ],
    [
      'a script of python',
      'python3',
      ['/opt/bin/python3.11', '-u', '-W', 'ignore', 'run.py'],
      ['python3', 'python3.11', 'run.py', 'run'],
    ],
    [
      'a program that python runs',
      'gunicorn',
      ['/usr/bin/python3', '/usr/bin/gunicorn', 'app:x'],
      ['gunicorn', 'python3'],
    ],
    ['a module', 'python3', ['python3', '-m', 'http.server', '80'], ['python3', 'http.server']],
    ['an archive', 'java', ['java', '-cp', 'lib', '-jar', '/srv/app.jar'], ['java', 'app.jar', 'app']],
    ['code has none', 'sh', ['sh', '-c', 'gunicorn app'], ['sh']],
    ['code of node has none', 'node', ['node', '-e', 'work.js'], ['node']],
    ['code of python has none', 'python3', ['python3', '-c', 'x.py'], ['python3']],
    ['what another program is given is none', 'vim', ['vim', 'app.js'], ['vim']],
    [
      'what servers write over their command line',
      'gunicorn: maste',
      ['gunicorn: master [app]'],
      ['gunicorn: maste', 'gunicorn'],
    ],
    ['the same with a path', 'nginx', ['nginx: master process /usr/sbin/nginx -g x'], ['nginx']],
    ['the same and nothing more', 'x', ['postgres:'], ['x', 'postgres']],
    ['a shell that logged in', 'bash', ['-bash'], ['bash']],
    ['a kernel thread', 'kworker/0:1', [''], ['kworker/0:1']],
    ['an interpreter without a script', 'node', ['node', '--x'], ['node']],
    ['a module that is not there', 'python3', ['python3', '-m'], ['python3']],
  ])('%s', (_, name, words, expected) => {
    expect(processNames(name, words.join('\0'))).toEqual(expected)
  })
})
