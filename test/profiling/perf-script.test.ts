import { describe, expect, it } from 'vitest'
import { outline, profileOf } from './outline.ts'

const stack = `
\t            117e add+0x35 (/srv/my app)
\t            11ff main+0x29 (/srv/my app)

`

describe('the output of perf script', () => {
  it('is one sample a header, its innermost call first, under the command', () => {
    const profile = profileOf(`my app  7425  3828.205896:   10101010 cpu-clock:ppp: ${stack}`)
    expect(profile.unit).toBe('samples')
    expect(outline(profile)).toEqual(['my app;main;add 1'])
    expect(profile.frames).toContainEqual({ name: 'add', file: '/srv/my app', line: null, kind: 'function' })
    expect(profile.frames).toContainEqual({ name: 'my app', file: null, line: null, kind: 'thread' })
  })

  it.each([
    ['pid, CPU, time, period and event', 'my app 7425 [003] 3828.205896: 10101010 cycles:ppp: '],
    ['pid and tid', 'my app 7425/7431 [003] 3828.205896: 10101010 cycles:ppp: '],
    ['no CPU and no period', 'my app 7425 3828.205896: cycles: '],
    ['no time', 'my app 7425/7431 10101010 cycles:u: '],
    ['no period and no time', 'my app 7425 cycles: '],
    ['command and ids alone', 'my app 7425/7431 '],
    ['a unit of the CPU', 'my app 7425 [003] 3828.205896: 10101010 cpu_core/cycles/P: '],
    ['an unknown thread', 'my app -1/-1 3828.205896: 1 cycles: '],
    ['a command that holds numbers', 'my app 7425/7431 [003] 3828.205896: 10101010 cycles: '],
  ])('may have headers with %s', (_, header) => {
    expect(outline(profileOf(header + stack))).toEqual(['my app;main;add 1'])
  })

  it('has commands with blanks, numbers and slashes', () => {
    const text = `kworker/0:1-ev 2 17/18 [000] 1.5: 1 cycles: ${stack}`
    expect(outline(profileOf(text))).toEqual(['kworker/0:1-ev 2;main;add 1'])
  })

  it.each([
    ['with addresses and offsets', '     7f12ab fade+0x17 (/srv/app)', 'fade', '/srv/app', 'function'],
    ['without an address', '     fade+0x17 (/srv/app)', 'fade', '/srv/app', 'function'],
    ['named like an address', '     add (/srv/app)', 'add', '/srv/app', 'function'],
    ['named like an address, with one', '     401136 add+0x4 (/srv/app)', 'add', '/srv/app', 'function'],
    ['without a module', '     7f12ab fade', 'fade', null, 'function'],
    [
      'a name in parentheses',
      '  121d (anonymous namespace)::Work::operator()+0x63 (/srv/app)',
      '(anonymous namespace)::Work::operator()',
      '/srv/app',
      'function',
    ],
    [
      'a C++ name',
      '  1296 std::_Function_handler<double (int), main::{lambda(int)#1}>::_M_invoke(int const&)+0x3c (/srv/app)',
      'std::_Function_handler<double (int), main::{lambda(int)#1}>::_M_invoke(int const&)',
      '/srv/app',
      'function',
    ],
    ['a C++ name without a module', '  1296 foo(int, char)', 'foo(int, char)', null, 'function'],
    ['a C++ name that ends in a clone', '  1296 foo(int) (.isra.0)', 'foo(int) (.isra.0)', null, 'function'],
    ['a Rust name', '  1296 app::work::h0123456789abcdef (/srv/app)', 'app::work', '/srv/app', 'function'],
    [
      'of the kernel',
      '  ffffffff81a0 do_syscall_64+0x5b ([kernel.kallsyms])',
      'do_syscall_64',
      '[kernel.kallsyms]',
      'kernel',
    ],
    ['of the kernel in short', '  ffffffff81a0 do_syscall_64+0x5b ([k])', 'do_syscall_64', '[k]', 'kernel'],
    ['of a kernel module', '  ffffffff81a0 xfs_read ([xfs])', 'xfs_read', '[xfs]', 'kernel'],
    [
      'of a kernel module in a file',
      '  ffffffff81a0 xfs_read (/lib/modules/6.1/xfs.ko.xz)',
      'xfs_read',
      '/lib/modules/6.1/xfs.ko.xz',
      'kernel',
    ],
    ['of the vdso', '  7ffd1 __vdso_gettimeofday ([vdso])', '__vdso_gettimeofday', '[vdso]', 'function'],
    ['inlined', '  117e inner (inlined)', 'inner', null, 'inlined'],
    ['of a deleted file', '  117e work (/srv/app (deleted))', 'work', '/srv/app (deleted)', 'function'],
    [
      'of an unknown symbol',
      '  7f12ab89cd01 [unknown] (/usr/lib/libfoo.so.1)',
      '[libfoo.so.1]',
      '/usr/lib/libfoo.so.1',
      'function',
    ],
    [
      'of an address alone',
      '  7f12ab89cd01 (/usr/lib/libfoo.so.1)',
      '[libfoo.so.1]',
      '/usr/lib/libfoo.so.1',
      'function',
    ],
    ['of nothing known', '  7f12ab89cd01 [unknown] ([unknown])', '[unknown]', null, 'function'],
    [
      'with the offset in the module',
      '  7f12ab [unknown] (/usr/lib/libfoo.so+0x12ab)',
      '[libfoo.so]',
      '/usr/lib/libfoo.so',
      'function',
    ],
    [
      'that Node named',
      '  7f12ab JS:*work file:///srv/app/jobs.js:3:14 (/tmp/perf-12.map)',
      'work',
      '/srv/app/jobs.js',
      'function',
    ],
    [
      'that Node named without a name',
      '  7f12ab LazyCompile:~ /srv/jobs.js:7:1 (/tmp/perf-12.map)',
      '(anonymous)',
      '/srv/jobs.js',
      'function',
    ],
  ])('reads a frame %s', (_, line, name, file, kind) => {
    const { frames } = profileOf(`app 1/2 1.0: 1 cycles: \n${line}\n\n`)
    expect(frames.filter((frame) => frame.kind !== 'thread')).toEqual([
      expect.objectContaining({ name, file, kind }),
    ])
  })

  it('takes source lines for the function before them, the lowest of each', () => {
    const { frames } = profileOf(`app 1 1.0: 1 cycles: 
  11cc fade+0x17 (/srv/app)
  burn.c:7
  11cd fade+0x18 (/srv/app)
  burn.c:5
  11ff main+0x29 (/srv/app)
  ??:0
  2724a start+0x7a (/usr/lib/libc.so.6)
  libc.so.6[2724a]

`)
    expect(
      frames.filter(({ kind }) => kind !== 'thread').map(({ name, file, line }) => [name, file, line]),
    ).toEqual([
      ['fade', 'burn.c', 5],
      ['main', '/srv/app', null],
      ['start', '/usr/lib/libc.so.6', null],
    ])
  })

  it('without stacks has one frame in each header', () => {
    const line =
      '         my app  7431  3838.456166:   10101010 cpu-clock:ppp:      55a73936618d add+0x44 (/srv/my app)\n'
    expect(outline(profileOf(line.repeat(3)))).toEqual(['my app;add 3'])
  })

  it('may have stacks alone', () => {
    expect(outline(profileOf('\t 117e add\n\t 11ff main\n\n\n\t 118d add\n\t 11ff main\n\n'))).toEqual([
      'main;add 2',
    ])
    expect(outline(profileOf('     55a73936618d add\n     55a73936618e add\n'))).toEqual(['add 2'])
  })

  it('counts the first event only, and says so', () => {
    const profile = profileOf(
      `app 1 1.0: 1 cycles:u: ${stack}app 1 1.1: 1 page-faults: ${stack}app 1 1.2: 1 cycles:u: ${stack}`,
    )
    expect(outline(profile)).toEqual(['app;main;add 2'])
    expect(profile.notes).toEqual([
      'Only the samples of cycles are counted; those of page-faults are left out.',
    ])
  })

  it('does not take the fields of a kernel event for a frame', () => {
    const text = `app 1 1.0: sched:sched_switch: prev_comm=app prev_pid=1 ==> next_comm=b${stack}`
    expect(outline(profileOf(text))).toEqual(['app;main;add 1'])
  })

  it('keeps the idle task apart', () => {
    const profile = profileOf(`swapper 0 [001] 1.0: 1 cycles: ${stack}app 1 1.1: 1 cycles: ${stack}`)
    expect(profile.idle).toBe(1)
    expect(outline(profile)).toEqual(['app;main;add 1'])
  })

  it('counts a sample without a stack', () => {
    expect(
      outline(profileOf(`# captured on: today\napp 1/1 1.0: 1 cycles: \n\napp 1/1 1.1: 1 cycles: ${stack}`)),
    ).toEqual(['app;[unknown] 1', 'app;main;add 1'])
  })
})
