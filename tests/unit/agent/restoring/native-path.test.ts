import { expect, test } from 'vitest'
import { bytePath, readsLike } from '@/agent/restoring/byte-path'
import { isPlainPath, nativePath, pathPattern, stagedPath } from '@/agent/restoring/native-path'

test('a path of a backup made on Windows leads to its drive', () => {
  expect(nativePath('/C/Users/Anne', 'win32')).toBe('C:\\Users\\Anne')
  expect(nativePath('/C', 'win32')).toBe('C:\\')
  expect(nativePath('/home/anne', 'win32')).toBeNull()
  expect(nativePath('/home/anne', 'linux')).toBe('/home/anne')
  expect(stagedPath('D:\\x', '/C/Users', 'win32')).toBe('D:\\x\\C\\Users')
})

test('a pattern matches one name, and any byte where one is no UTF-8', () => {
  expect(pathPattern('/a/[b]*?\\', 'linux')).toBe('/a/\\[b\\]\\*\\?\\\\')
  expect(pathPattern('/a/b\ufffd', 'linux')).toBe('/a/b?')
  expect(readsLike('caf\xe9.txt', 'caf\ufffd.txt')).toBe(true)
  expect(readsLike(bytePath('café'), 'café')).toBe(true)
  expect(readsLike('cafe.txt', 'caf\ufffd.txt')).toBe(false)
})

test('paths that would lead elsewhere are none', () => {
  for (const path of ['a', '/a/../b', '/a/.', '/a//b', '/a\0', '/', '']) expect(isPlainPath(path), path).toBe(false)
  expect(isPlainPath('/a/b..c')).toBe(true)
})
