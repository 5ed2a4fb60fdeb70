import { expect, test } from 'vitest';
import { clientAddress, createNetworks } from './networks.ts';

test.each([
  [['10.0.0.0/8'], '10.9.9.9', true],
  [['10.0.0.0/8'], '11.0.0.1', false],
  [['10.0.0.0/8'], '::ffff:10.0.0.1', true],
  [['203.0.113.7'], '203.0.113.7', true],
  [['203.0.113.7'], '203.0.113.8', false],
  [['2001:db8::/32'], '2001:db8:1::5', true],
  [['2001:db8::/32'], '2001:db9::1', false],
  [['loopback'], '::1', true],
  [['uniquelocal', 'loopback'], '172.31.0.1', true],
  [['uniquelocal'], '172.32.0.1', false],
  [['nonsense', ''], '10.0.0.1', false],
  [['10.0.0.0/8'], 'nonsense', false],
  [[], '10.0.0.1', false],
])('of the networks %j, %s is one: %s', (networks, address, isIn) => {
  expect(createNetworks(networks)(address)).toBe(isIn);
});

test('a request comes from the nearest address that is no proxy of ours, whatever it says of itself', () => {
  const isProxy = createNetworks(['loopback', '10.0.0.0/8']);
  expect(clientAddress('203.0.113.7', '198.51.100.1', isProxy)).toBe('203.0.113.7');
  expect(clientAddress('127.0.0.1', '198.51.100.1', isProxy)).toBe('198.51.100.1');
  expect(clientAddress('::ffff:10.0.0.1', '1.1.1.1, 198.51.100.1, 10.0.0.2', isProxy)).toBe('198.51.100.1');
  expect(clientAddress('127.0.0.1', undefined, isProxy)).toBe('127.0.0.1');
  expect(clientAddress('127.0.0.1', ' , ', isProxy)).toBe('127.0.0.1');
});
