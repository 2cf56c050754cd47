import { describe, expect, it } from 'vitest'
import { parseRaidArrays } from '../../../src/probes/facts/raid-arrays.ts'

const heading = 'Personalities : [raid1] [raid6]\n'
const end = 'unused devices: <none>\n'

describe('/proc/mdstat', () => {
  it.each([
    [
      'a whole array',
      'md127 : active raid1 sdi2[0] sdj2[1]\n      312319552 blocks [2/2] [UU]\n',
      { name: 'md127', level: 'raid1', active: true, present: 2, wanted: 2, failed: [] },
    ],
    [
      'a degraded array that recovers',
      'md6 : active raid1 sdb2[2](F) sdc[1](S) sda2[0]\n      195310144 blocks [2/1] [U_]\n      [=>....]  recovery =  8.5% (16775552/195310144) finish=17.0min\n',
      { name: 'md6', level: 'raid1', active: true, present: 1, wanted: 2, failed: ['sdb2'] },
    ],
    [
      'an array that is to be synchronized',
      'md9 : active raid1 sdc2[2] sde[4](F) sdf[5](W)(F) sdg[6](S)\n      523968 blocks super 1.2 [4/4] [UUUU]\n      \tresync=DELAYED\n',
      { name: 'md9', level: 'raid1', active: true, present: 4, wanted: 4, failed: ['sde', 'sdf'] },
    ],
    [
      'an array that is read only until it is written to',
      'md11 : active (auto-read-only) raid1 sdb2[0] sdc2[1]\n      4190208 blocks super 1.2 [2/2] [UU]\n',
      { name: 'md11', level: 'raid1', active: true, present: 2, wanted: 2, failed: [] },
    ],
    [
      'an array without redundancy',
      'md10 : active raid0 sda1[0] sdb1[1]\n      314159265 blocks 64k chunks\n',
      { name: 'md10', level: 'raid0', active: true, present: null, wanted: null, failed: [] },
    ],
    [
      'an inactive array',
      'md4 : inactive sda3[0](F) sdb3[1](S)\n      4883648 blocks super 1.2\n',
      { name: 'md4', level: null, active: false, present: null, wanted: null, failed: ['sda3'] },
    ],
    [
      'a broken array',
      'md0 : broken raid0 nvme0n1[0]\n      4186624 blocks super 1.2 256k chunks\n',
      { name: 'md0', level: 'raid0', active: false, present: null, wanted: null, failed: [] },
    ],
    [
      'a volume of vendor metadata',
      'md126 : active raid1 sdb[1] sdc[0]\n      1855870976 blocks super external:/md127/0 [2/2] [UU]\n',
      { name: 'md126', level: 'raid1', active: true, present: 2, wanted: 2, failed: [] },
    ],
  ])('has %s', (_, text, array) => {
    expect(parseRaidArrays(`${heading}${text}\n${end}`)).toEqual([array])
  })

  it('gives all arrays in their order, with the figures of each', () => {
    const text = `${heading}md1 : active raid1 sda[0]\n      5 blocks [2/1] [U_]\n\nmd0 : active raid1 sdb[0] sdc[1]\n      5 blocks [2/2] [UU]\n\n${end}`
    expect(parseRaidArrays(text)?.map(({ name, present }) => [name, present])).toEqual([
      ['md1', 1],
      ['md0', 2],
    ])
  })

  it('leaves out containers of vendor metadata, which are never active', () => {
    const container = 'md127 : inactive sdb[1](S) sda[0](S)\n      7932 blocks super external:imsm\n'
    expect(parseRaidArrays(`${heading}${container}${end}`)).toEqual([])
    expect(parseRaidArrays(`${heading}${container.replace('imsm', 'ddf')}${end}`)).toEqual([])
  })

  it('may have no array at all, and is null without its heading', () => {
    expect(parseRaidArrays(`Personalities : \n${end}`)).toEqual([])
    expect(parseRaidArrays('md0 : active raid1 sda[0]\n')).toBeNull()
    expect(parseRaidArrays('')).toBeNull()
    expect(parseRaidArrays(`${heading}md0 :\nmd1 = active raid1\nsd : active raid1\n`)).toEqual([])
  })
})
