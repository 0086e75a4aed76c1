import { readFileSync } from 'node:fs'
import { addBrand, type ImageChanges, updateBrand } from '@/lib/brands/commands'
import { readBrandImage } from '@/lib/brands/image'
import { getBrand, listBrands } from '@/lib/brands/queries'
import { addBrandSchema, updateBrandSchema } from '@/lib/brands/schema'
import { type ImageKind, imageKinds } from '@/lib/brands/types'
import { clock } from '@/lib/clock'
import { addHost, claimHost, removeHost, verifyHost } from '@/lib/hosts/commands'
import { listHosts } from '@/lib/hosts/queries'
import { hostSchema } from '@/lib/hosts/schema'
import type { HostRow } from '@/lib/hosts/types'
import { HOST_SENTENCES, IMAGE_SENTENCES, PROOF_SENTENCES } from './brand-sentences'
import { brandOfSlug, operator } from './lookup'
import { type Command, CommandError, check, done, type Options, UsageError } from './usage'

export const brandCommands: Record<string, Command> = {
  add: {
    summary: '--slug SLUG --name PRODUCT --color #rrggbb [--locale fr|en] [--support-email E] [--support-phone P] [--operator]',
    options: ['slug', 'name', 'color', 'locale', 'support-email', 'support-phone'],
    required: ['slug', 'name', 'color'],
    flags: ['operator'],
    async run(options) {
      const input = check(addBrandSchema, {
        slug: options.slug,
        productName: options.name,
        accentColor: options.color,
        locale: options.locale,
        supportEmail: options['support-email'],
        supportPhone: options['support-phone'],
        audience: options.operator ? 'operator' : 'portal',
      })
      const { brandId } = done(await addBrand(operator, input), { slug_taken: `There is a brand "${input.slug}" already.` })
      return { json: { brandId }, text: `Brand "${input.productName}" added.` }
    },
  },
  edit: {
    summary:
      '--brand SLUG [--name PRODUCT] [--color #rrggbb] [--logo FILE] [--favicon FILE] [--support-email E] [--support-phone P] [--support-url U] [--mail-sender E] [--locale fr|en]; an empty value takes away',
    options: ['brand', 'name', 'color', 'logo', 'favicon', 'support-email', 'support-phone', 'support-url', 'mail-sender', 'locale'],
    required: ['brand'],
    async run(options) {
      const brand = await getBrand(operator, (await brandOfSlug(String(options.brand))).id)
      const given = (name: string, present: string | null) => (options[name] === undefined ? present : options[name] || null)
      const input = check(updateBrandSchema, {
        brandId: brand.id,
        version: brand.version,
        productName: options.name ?? brand.productName,
        accentColor: options.color ?? brand.accentColor,
        locale: options.locale ?? brand.locale,
        supportEmail: given('support-email', brand.supportEmail),
        supportPhone: given('support-phone', brand.supportPhone),
        supportUrl: given('support-url', brand.supportUrl),
        mailSender: given('mail-sender', brand.mailSender),
      })
      const images: ImageChanges = {}
      for (const kind of imageKinds) if (options[kind] !== undefined) images[kind] = options[kind] ? await readImage(kind, options) : null
      done(await updateBrand(operator, input, images, clock.now()), {
        changed_meanwhile: 'Somebody has changed the brand meanwhile: try again.',
        foreign_sender: 'Mails may not come from that domain.',
      })
      return { json: { brandId: brand.id }, text: `Brand "${input.productName}" changed.` }
    },
  },
}

export const hostCommands: Record<string, Command> = {
  add: {
    summary: '--brand SLUG --host HOST [--proof]; without --proof you vouch for it, with it a TXT record has to prove it',
    options: ['brand', 'host'],
    required: ['brand', 'host'],
    flags: ['proof'],
    async run(options) {
      const host = check(hostSchema, options.host)
      const brand = await brandOfSlug(String(options.brand))
      if (!options.proof) {
        done(await addHost(operator, { brandId: brand.id, host }, clock.now()), HOST_SENTENCES(host))
        return { json: { host, brandId: brand.id }, text: `"${brand.slug}" answers on ${host}.` }
      }
      done(await claimHost(operator, { brandId: brand.id, host }), HOST_SENTENCES(host))
      const { record } = await hostOf(options)
      const text = `"${brand.slug}" answers on ${host} once this TXT record stands:\n  ${record.name}  ${record.value}`
      return { json: { host, brandId: brand.id, record }, text }
    },
  },
  list: {
    summary: '[--brand SLUG]',
    options: ['brand'],
    required: [],
    async run(options) {
      const only = options.brand === undefined ? null : await brandOfSlug(String(options.brand))
      const brands = (await listBrands(operator)).filter(({ id }) => !only || id === only.id)
      const hosts = (
        await Promise.all(
          brands.map(async ({ id, slug }) => (await listHosts(operator, id)).map(({ id: _, ...row }) => ({ brand: slug, ...row }))),
        )
      ).flat()
      const lines = hosts.map(
        ({ brand, host, verifiedAt, record }) =>
          `  ${host.padEnd(40)} ${brand.padEnd(16)} ${verifiedAt ? 'verified' : `waits for TXT ${record.name} = ${record.value}`}`,
      )
      return { json: { hosts }, text: lines.join('\n') || 'No host yet.' }
    },
  },
  verify: {
    summary: '--host HOST [--brand SLUG]',
    options: ['host', 'brand'],
    required: ['host'],
    async run(options) {
      const { id, host, record } = await hostOf(options)
      done(await verifyHost(operator, id, clock.now()), PROOF_SENTENCES(host, record))
      return { json: { host, verified: true }, text: `${host} is verified.` }
    },
  },
  remove: {
    summary: '--host HOST [--brand SLUG]',
    options: ['host', 'brand'],
    required: ['host'],
    async run(options) {
      const { id, host } = await hostOf(options)
      done(await removeHost(operator, { hostId: id, confirmation: host }), {
        last_host: `${host} is the last host of its brand: nobody could reach it any more. Add another one first.`,
      })
      return { json: { host, removed: true }, text: `${host} is removed: nothing answers there any more.` }
    },
  },
}

/** The host or claim of --host; of several claims the one of --brand, and the one that answers before those that do not. */
async function hostOf(options: Options): Promise<HostRow> {
  const wanted = check(hostSchema, options.host)
  const only = options.brand === undefined ? null : (await brandOfSlug(String(options.brand))).id
  const brands = (await listBrands(operator)).filter(({ id }) => !only || id === only)
  const rows = (await Promise.all(brands.map(({ id }) => listHosts(operator, id)))).flat().filter(({ host }) => host === wanted)
  const verified = rows.find(({ verifiedAt }) => verifiedAt)
  const [row, another] = verified ? [verified] : rows
  if (!row) throw new CommandError(`No brand${only ? ` "${options.brand}"` : ''} has or claims ${wanted}.`)
  if (another) throw new UsageError(`several brands claim ${wanted}: say which with --brand`)
  return row
}

async function readImage(kind: ImageKind, options: Options) {
  const file = String(options[kind])
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch {
    throw new CommandError(`The file ${file} cannot be read.`)
  }
  return done(await readBrandImage(kind, bytes), IMAGE_SENTENCES(file))
}
