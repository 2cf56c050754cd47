import { beforeAll, describe, expect, it } from 'vitest'
import { parseFrames } from '../../../src/probes/collect/parse-frames.ts'

const nonce = 'abc-123'
const mark = (name: string) => `cat: /dev/null/${nonce}/!${name}: Not a directory\n`
const file = `cat: /dev/null/${nonce}: Not a directory\n`
const busyboxFile = `cat: can't open '/dev/null/${nonce}': Not a directory\n`
const chunk = (files: Record<string, string>, marker = file) =>
  `${mark('names')}${Object.keys(files).join('\n')}\n${Object.values(files)
    .map((text) => marker + text)
    .join('')}${marker}`
const filesOf = (text: string) => parseFrames(text, nonce).samples.at(-1)?.files

describe('the stream of a shell', () => {
  it('is samples of files, each under its name', () => {
    const text = `motd\n${mark('sample')}${chunk({ '/a': 'one\n', '/b': '' })}${mark('whole')}${mark('sample')}${chunk({ '/a': 'two' })}${mark('whole')}${mark('end')}bye\n`
    expect(parseFrames(text, nonce)).toMatchObject({
      complete: true,
      unfinished: null,
      samples: [{ files: { '/a': 'one\n', '/b': '' } }, { files: { '/a': 'two' } }],
    })
  })

  it.each([
    ['GNU', file],
    ['BusyBox', busyboxFile],
    ['uutils', `LEWIS_PERF_MARK=${nonce}\0`],
  ])('is understood from %s', (_, marker) => {
    expect(filesOf(mark('sample') + chunk({ '/a b': 'x', "/it's": 'y\n' }, marker) + mark('whole'))).toEqual({
      '/a b': 'x',
      "/it's": 'y\n',
    })
  })

  it('holds frames of its own nonce only', () => {
    const foreign = (mark('end') + file).replaceAll(nonce, 'other')
    expect(filesOf(`${mark('sample')}${chunk({ '/a': foreign })}${mark('whole')}`)).toEqual({ '/a': foreign })
    expect(parseFrames('sh: not found\n', nonce)).toMatchObject({
      samples: [],
      heard: false,
      complete: false,
    })
  })

  it.each([
    ['GNU', '/a', 'cat: /a: No such file or directory\n', 'absent'],
    ['BusyBox', '/a', "cat: can't open '/root/a': No such file or directory\n", 'absent'],
    ['toybox', '/a', 'cat: /root/a: Permission denied\n', 'denied'],
    ['GNU with quotes', '/a b', "cat: '/a b': Permission denied\n", 'denied'],
    ['GNU with escapes', '/café', "cat: '/caf'$'\\303\\251': Permission denied\n", 'denied'],
    ['GNU with a quote', "/it's", `cat: "/it's": Operation not permitted\n`, 'denied'],
    ['a vanished process', '/proc/7/stat', 'cat: /proc/7/stat: No such process\n', 'absent'],
    ['a folder', '/a', 'cat: /a: Is a directory\n', 'unreadable'],
    ['BusyBox while reading', '/a', 'half\ncat: read error: Invalid argument\n', 'unreadable'],
    ['GNU while reading', '/a', 'half of itcat: /a: Input/output error\n', 'unreadable'],
    ['uutils', '/a', 'cat: /a: Not a directory (os error 20)\n', 'absent'],
    ['links in a circle', '/a', 'cat: /a: Too many levels of symbolic links\n', 'unreadable'],
  ])('has the complaints of %s in place of a file', (_, path, said, missing) => {
    expect(filesOf(`${mark('sample')}${chunk({ [path]: said })}${mark('whole')}`)).toEqual({
      [path]: { missing },
    })
  })

  it.each([
    'cat: /other: Permission denied\n',
    'cat: /a: Permission denied',
    'cat: /a: permission denied\n',
    'a cat: /etc/a/b: Permission denied\nmore\n',
  ])('takes %j for the text that it is', (text) => {
    expect(filesOf(`${mark('sample')}${chunk({ '/a': text })}${mark('whole')}`)).toEqual({ '/a': text })
  })

  it('may have all complaints behind the files', () => {
    const said =
      "cat: /b: No such file or directory\ncat: '/c d': Permission denied (os error 13)\nnonsense\n"
    const text = `${mark('sample')}${chunk({ '/a': 'x', '/b': '', '/c d': '', '/e': '' }, `LEWIS_PERF_MARK=${nonce}\0`)}${said}${mark('whole')}`
    expect(filesOf(text)).toEqual({
      '/a': 'x',
      '/b': { missing: 'absent' },
      '/c d': { missing: 'denied' },
      '/e': '',
    })
  })

  it('leaves out names that are no UTF-8', () => {
    expect(filesOf(`${mark('sample')}${chunk({ '/a\uFFFD': 'x', '/b': 'y' })}${mark('whole')}`)).toEqual({
      '/b': 'y',
    })
  })

  it('of a cat that was killed has its other files unreadable', () => {
    const text = `${mark('sample')}${mark('names')}/a\n/b\n/c\n${file}whole\n${file}half${mark('whole')}`
    expect(filesOf(text)).toEqual({
      '/a': 'whole\n',
      '/b': 'half',
      '/c': { missing: 'unreadable' },
    })
  })

  it('has what programs told, and how they ended', () => {
    const told = (name: string, text: string, code: string) =>
      `${mark(`told ${name}`)}${text}${mark(`code ${name}`)}${code}\n`
    const text = `${mark('sample')}${mark('whole')}${mark('space')}df\n${mark('inodes')}dfi\n${mark('mounts')}hung nfs4 /a\n${told('dmesg', '', '1')}${told('timedatectl show', 'NTP=yes\n', '0')}${told('systemctl --failed', '', '124')}${told('chronyc -c tracking', '', '1')}${mark('end')}`
    expect(parseFrames(text, nonce).samples[0]?.commands).toEqual({
      'df -P': 'df\n',
      'df -Pi': 'dfi\n',
      'network mounts': 'hung nfs4 /a\n',
      dmesg: { missing: 'denied' },
      'timedatectl show': 'NTP=yes\n',
      'systemctl --failed': { missing: 'timeout' },
      'chronyc -c tracking': { missing: 'unreadable' },
    })
  })

  it('counts open files', () => {
    expect(filesOf(`${mark('sample')}${mark('open')}7 12\n8 0\n9 denied\nx 1\n${mark('whole')}`)).toEqual({
      '/proc/7/fd': { entries: 12 },
      '/proc/8/fd': { entries: 0 },
      '/proc/9/fd': { missing: 'denied' },
    })
  })

  it.each([
    ['1700000000.500000000', 1700000000.5],
    ['1700000000.N', 1700000000.5],
    ['1700000000', 1700000000.5],
    ['date: not found', null],
  ])('tells the time there: %s', (said, seconds) => {
    expect(parseFrames(`${mark('clock')}${said}\n${mark('sample')}`, nonce).clockSeconds).toBe(seconds)
  })

  it.each([
    ['nothing', 'cat'],
    ['rootless', 'root'],
    ['unslept', 'sleep'],
  ])('tells by %s that there is no %s', (name, lacks) => {
    expect(parseFrames(mark(name), nonce)).toMatchObject({ lacks, heard: true, samples: [] })
  })
})

describe('a stream that breaks off', () => {
  const whole = `${mark('sample')}${chunk({ '/a': 'one\n', '/b': 'two\n' })}${mark('cgroups')}${chunk({ '/g1': 'x\n', '/g2': 'y\n' })}${mark('processes')}${chunk({ '/proc/1/stat': '1\n' })}${chunk({ '/proc/2/stat': 'second\n' })}${mark('open')}1 4\n${mark('whole')}${mark('space')}df\n${mark('end')}`
  const cutIn = (place: string) => parseFrames(whole.slice(0, whole.indexOf(place) + place.length), nonce)
  let everyCut: ReturnType<typeof parseFrames>[]
  beforeAll(() => {
    everyCut = Array.from(whole, (_, end) => parseFrames(whole.slice(0, end), nonce))
  })

  it('is incomplete wherever it is cut', () => {
    expect(everyCut.filter(({ complete }) => complete)).toEqual([])
    expect(parseFrames(whole, nonce).complete).toBe(true)
  })

  it('has no half of a file', () => {
    const files = parseFrames(whole, nonce).samples[0]?.files ?? {}
    for (const { samples } of everyCut)
      for (const [path, file] of Object.entries(samples[0]?.files ?? {}))
        expect([files[path], { missing: 'timeout' }]).toContainEqual(file)
  })

  it.each([
    ['two\n', 'files', { '/a': 'one\n', '/b': { missing: 'timeout' } }],
    ['x\n', 'cgroups', { '/a': 'one\n', '/b': 'two\n' }],
    ['second\n', 'processes', { '/a': 'one\n', '/b': 'two\n', '/g1': 'x\n', '/g2': 'y\n' }],
  ])('after %j is in the %s, of which it has all or nothing', (place, unfinished, files) => {
    const frames = cutIn(place)
    expect(frames.unfinished).toBe(unfinished)
    expect(frames.samples[0]?.files).toEqual(files)
  })

  it('has no sample of which nothing was heard', () => {
    expect(cutIn('one\n')).toMatchObject({ samples: [], unfinished: null })
    expect(parseFrames(whole + mark('sample') + mark('names'), nonce).samples).toHaveLength(1)
  })

  it('after the processes still has them', () => {
    expect(cutIn('1 4\n')).toMatchObject({ unfinished: 'open' })
    expect(cutIn('1 4\n').samples[0]?.files).toHaveProperty(['/proc/2/stat'], 'second\n')
  })
})
