'use client'

import { ImageUp, Trash2, Undo2 } from 'lucide-react'
import { useRef, useState, useTransition } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { buttonClass } from '@/app/_components/ui/button'
import type { ImageKind } from '@/lib/brands/types'
import { imageProblemText } from './brand-form-errors'
import type { ImageValue, PreparedImage } from './brand-form-values'

const MAX_BYTES = 512 * 1024

type Props = {
  kind: ImageKind
  value: ImageValue
  /** Where the picture lies that is stored now. */
  stored: string | null
  error?: string
  prepare: (form: FormData) => Promise<PreparedImage>
  onChange: (value: ImageValue) => void
}

/** Chooses a picture. The portal makes it safe at once and says what it makes of it; saving comes later, with the form. */
export function ImageField({ kind, value, stored, error, prepare, onChange }: Props) {
  const { t } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [dropped, setDropped] = useState<string[]>([])
  const [pending, startTransition] = useTransition()
  const shown = value.choice === 'new' ? value.data : value.choice === 'keep' ? stored : null
  const id = `brand-${kind}`
  const refusal = problem ? imageProblemText(problem, t) : error

  function choose(file: File) {
    setDropped([])
    startTransition(async () => {
      const form = new FormData()
      form.set('kind', kind)
      form.set('file', file)
      const unreachable = { ok: false as const, problem: 'unreachable' }
      const image = file.size > MAX_BYTES ? { ok: false as const, problem: 'too_large' } : await prepare(form).catch(() => unreachable)
      setProblem(image.ok ? null : image.problem)
      if (image.ok) onChange({ choice: 'new', data: image.data })
      if (image.ok) setDropped(image.dropped)
      // What goes along with the form is the picture made safe, and the same file can be chosen again.
      if (input.current) input.current.value = ''
    })
  }

  return (
    <fieldset className="grid content-start gap-1.5">
      <legend className="mb-1.5 font-medium text-[13px]">{t(`brandForm.pictures.${kind}`)}</legend>
      <div className="flex flex-wrap items-center gap-3">
        <Thumbnail address={shown} empty={t(`brandForm.pictures.${kind}None`)} />
        <label className={`${buttonClass()} cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-accent`}>
          <ImageUp className="size-4" aria-hidden />
          {pending ? t('brandForm.preparing') : t(shown ? 'brandForm.replace' : 'brandForm.choose')}
          <input
            ref={input}
            id={id}
            name={`${kind}File`}
            type="file"
            accept=".svg,.png,image/svg+xml,image/png"
            aria-label={t(`brandForm.pictures.${kind}File`)}
            aria-invalid={refusal ? true : undefined}
            aria-describedby={`${id}-hint${refusal ? ` ${id}-error` : ''}`}
            className="sr-only"
            onChange={(event) => event.target.files?.[0] && choose(event.target.files[0])}
          />
        </label>
        {shown && (
          <button type="button" className={buttonClass()} onClick={() => onChange({ choice: 'remove', data: '' })}>
            <Trash2 className="size-4" aria-hidden />
            {t(`brandForm.pictures.${kind}Remove`)}
          </button>
        )}
        {value.choice !== 'keep' && (
          <button type="button" className={buttonClass()} onClick={() => onChange({ choice: 'keep', data: '' })}>
            <Undo2 className="size-4" aria-hidden />
            {t('brandForm.undo')}
          </button>
        )}
      </div>
      <input type="hidden" name={`${kind}Choice`} value={value.choice} />
      <input type="hidden" name={`${kind}Data`} value={value.data} />
      {refusal && (
        <p id={`${id}-error`} role="alert" className="text-[12.5px] text-danger">
          {refusal}
        </p>
      )}
      {dropped.length > 0 && <p className="text-[12.5px] text-warning">{t('brandForm.dropped', { elements: dropped.join(', ') })}</p>}
      <p id={`${id}-hint`} className="text-[12.5px] text-muted">
        {t(`brandForm.pictures.${kind}Hint`)}
      </p>
    </fieldset>
  )
}

/** On both grounds at once, since a dark logo is not seen on the dark one. */
function Thumbnail({ address, empty }: { address: string | null; empty: string }) {
  if (!address)
    return (
      <span className="grid h-12 place-items-center rounded-[8px] border border-line border-dashed px-3 text-[12.5px] text-muted">
        {empty}
      </span>
    )
  return (
    <span className="flex h-12 overflow-hidden rounded-[8px] border border-line">
      {['#ffffff', '#15191e'].map((ground) => (
        <span key={ground} className="grid min-w-14 place-items-center p-1.5" style={{ background: ground }}>
          {/* biome-ignore lint/performance/noImgElement: a data address, made to size already */}
          <img src={address} alt="" className="max-h-8 max-w-24 object-contain" />
        </span>
      ))}
    </span>
  )
}
