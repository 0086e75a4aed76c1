'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { toast } from '@/app/_components/ui/toast-store'
import type { Loss } from '@/lib/configs/types'
import { LossList } from './loss-list'

type Answer = { ok: true } | { ok: false; reason: string; losses?: Loss[]; accept?: string }
type Props = {
  title: string
  children: ReactNode
  done: string
  /** Does it; `accepted` names the losses that were shown. */
  take: (accepted: string | null) => Promise<Answer>
  /** Where it leads. */
  to: string
  onClose: () => void
}

/** A step to another configuration: asked for once, and again with what it no longer protects. */
export function StepDialog({ title, children, done, take, to, onClose }: Props) {
  const { t } = useWords()
  const router = useRouter()
  const failureText = useFailureText()
  const [shown, setShown] = useState<{ losses: Loss[]; accept: string } | null>(null)
  const known = {
    changed_meanwhile: t('config.overtaken'),
    invalid: t('config.rollBackInvalid'),
    no_default: t('config.noDefault'),
    protects_less: t('config.protectsLess'),
  }

  async function confirm(): Promise<string | null> {
    const answer = await take(shown?.accept ?? null)
    if (!answer.ok) {
      if (answer.reason === 'protects_less') setShown({ losses: answer.losses ?? [], accept: answer.accept ?? '' })
      return failureText(answer, known)
    }
    toast({ tone: 'good', text: done })
    router.push(to)
    router.refresh()
    return null
  }

  return (
    <ConfirmDialog title={title} danger={shown !== null} onConfirm={confirm} onClose={onClose}>
      {children}
      {shown && (
        <div className="text-ink">
          <LossList losses={shown.losses} t={t} />
        </div>
      )}
    </ConfirmDialog>
  )
}
