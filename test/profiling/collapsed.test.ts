import { describe, expect, it } from 'vitest'
import { outline, profileOf, refusalOf } from './outline.ts'

describe('collapsed stacks', () => {
  it('are a tree with the last number of each line as its samples', () => {
    const profile = profileOf('main;handle;parse 12\nmain;handle 3\nmain;handle;parse 1\n')
    expect(profile.unit).toBe('samples')
    expect(outline(profile)).toEqual(['main;handle 3', 'main;handle;parse 13'])
    expect(profile.nodes.frame).toHaveLength(3)
    expect(profile.notes).toEqual([])
  })

  it.each([
    [
      'names with blanks',
      'operator new (unsigned long);std::map<int, int>::at 2',
      ['operator new (unsigned long);std::map<int, int>::at 2'],
    ],
    ['Windows line ends', 'a;b 2\r\na 1\r\n', ['a 1', 'a;b 2']],
    ['a last line without its end', 'a;b 2\na 1', ['a 1', 'a;b 2']],
    ['a tab before the number', 'a;b\t2\n', ['a;b 2']],
    ['fractions', 'a;b 0.5\na;b 0.25\n', ['a;b 0.75']],
    ['comments and blank lines', '# taken by hand\n\na;b 2\n', ['a;b 2']],
    ['empty frames', 'a;;b 2\n', ['a;b 2']],
    ['lines of no weight', 'a;b 0\na 1\n', ['a 1']],
    ['frames in braces', '{main};{closure} 2\n', ['{main};{closure} 2']],
    ['a byte order mark', '\uFEFFa;b 2\n', ['a;b 2']],
    ['a single frame', 'main 7\n', ['main 7']],
    ['blanks around', '  a;b 2  \n', ['a;b 2']],
  ])('may hold %s', (_, text, expected) => {
    expect(outline(profileOf(text))).toEqual(expected)
  })

  it('say by a mark what is of the kernel, inlined or compiled at run time', () => {
    const { frames } = profileOf('main;work_[j];copy_[i];do_syscall_64_[k] 1\n')
    expect(frames.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'function main',
      'function work',
      'inlined copy',
      'kernel do_syscall_64',
    ])
  })

  it('of py-spy have files and lines, and a function is one whatever line it was seen at', () => {
    const profile = profileOf(
      'process 12:"python app.py";thread (0x7F): "MainThread";<module> (app.py:30);work (app/jobs.py:14) 3\n' +
        'process 12:"python app.py";thread (0x7F): "MainThread";<module> (app.py:30);work (app/jobs.py:12) 4\n',
    )
    expect(profile.frames).toEqual([
      { name: 'process 12:"python app.py"', file: null, line: null, kind: 'thread' },
      { name: 'thread (0x7F): "MainThread"', file: null, line: null, kind: 'thread' },
      { name: '<module>', file: 'app.py', line: 30, kind: 'function' },
      { name: 'work', file: 'app/jobs.py', line: 12, kind: 'function' },
    ])
    expect([...profile.nodes.self]).toEqual([0, 0, 0, 7])
  })

  it.each([
    ['work (app.py)', { name: 'work', file: 'app.py', line: null }],
    ['run (<frozen runpy>:86)', { name: 'run', file: '<frozen runpy>', line: 86 }],
    ['malloc (libc.so)', { name: 'malloc', file: 'libc.so', line: null }],
    ['foo (int)', { name: 'foo (int)', file: null, line: null }],
    ['(idle thread:3)', { name: '(idle thread:3)', file: null, line: null }],
  ])('take the place out of %s', (word, expected) => {
    expect(profileOf(`${word} 1\n`).frames[0]).toMatchObject(expected)
  })

  it('keep idle time apart', () => {
    const profile = profileOf('main;(idle) 30\nmain;work 10\n')
    expect(profile.idle).toBe(30)
    expect(outline(profile)).toEqual(['main;work 10'])
  })

  it('say how many lines they left out', () => {
    expect(profileOf('a;b 1\na;c 2\nno number\n').notes).toEqual(['One line that is no stack was left out.'])
    expect(profileOf('a;b 1\na;c 2\nx\ny;z\n').notes).toEqual(['2 lines that are no stacks were left out.'])
  })

  it('are refused where most lines are none', () => {
    expect(refusalOf('a;b 1\nx y\nz\n')).toBe(
      'does not hold collapsed stacks: most lines do not end in a number',
    )
  })
})
