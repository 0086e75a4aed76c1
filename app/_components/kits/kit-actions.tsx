'use client'

import { Archive, Rocket, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { useFailureText } from '@/app/_components/ui/action-failure'
import { buttonClass } from '@/app/_components/ui/button'
import { ConfirmDialog } from '@/app/_components/ui/confirm-dialog'
import { toast } from '@/app/_components/ui/toast-store'
import { deleteKitDraftAction, publishKitAction, withdrawKitAction } from '@/app/portal/[brand]/(account)/kits/actions'
import type { KitState } from '@/lib/kits/state'

export type ActionKit = { id: string; version: number; productName: string; state: KitState; stamp: string }
type Props = {
  kit: ActionKit
  /** The version offered now, and whether its files are called otherwise. */
  offered: { version: number; renamedTo: string | null } | null
  address: string
  primary?: boolean
}

type Asking = 'publication' | 'withdrawal' | 'deletion'

/** What can be done with a version, by those with the right (requirements F1); each asks first, and says what changes for whom. */
export function KitActions({ kit, offered, address, primary = false }: Props) {
  const { t } = useWords()
  const [asking, setAsking] = useState<Asking | null>(null)
  const close = () => setAsking(null)
  const { version } = kit
  return (
    <>
      {kit.state !== 'published' && (
        <Action
          name={t(kit.state === 'draft' ? 'kitActions.publish' : 'kitActions.republish')}
          primary={primary}
          onClick={() => setAsking('publication')}
        >
          <Rocket className="size-4" aria-hidden />
        </Action>
      )}
      {kit.state === 'published' && (
        <Action name={t('kitActions.withdraw')} onClick={() => setAsking('withdrawal')}>
          <Archive className="size-4" aria-hidden />
        </Action>
      )}
      {kit.state === 'draft' && (
        <Action name={t('kitActions.delete')} onClick={() => setAsking('deletion')}>
          <Trash2 className="size-4" aria-hidden />
        </Action>
      )}
      {asking === 'publication' && (
        <Question
          title={t('kitActions.publishTitle', { product: kit.productName, version })}
          done={t('kitActions.published', { version })}
          act={() => publishKitAction({ kitId: kit.id, stamp: kit.stamp })}
          onClose={close}
        >
          <li>{t('kitActions.publishNow', { address, version })}</li>
          {offered && <li>{t('kitActions.publishReplaces', { offered: offered.version })}</li>}
          {offered?.renamedTo && <li>{t('kitActions.publishRenames', { id: offered.renamedTo })}</li>}
          <li>{t('kitActions.publishInstalled')}</li>
          {kit.state === 'draft' && <li>{t('kitActions.publishFrozen', { version })}</li>}
        </Question>
      )}
      {asking === 'withdrawal' && (
        <Question
          title={t('kitActions.withdrawTitle', { version })}
          done={t('kitActions.withdrawn', { version })}
          act={() => withdrawKitAction({ kitId: kit.id })}
          onClose={close}
        >
          <li>{t('kitActions.withdrawNow', { address })}</li>
          <li>{t('kitActions.withdrawInstalled')}</li>
        </Question>
      )}
      {asking === 'deletion' && (
        <Question
          title={t('kitActions.deleteTitle', { version })}
          done={t('kitActions.deleted')}
          act={() => deleteKitDraftAction({ kitId: kit.id })}
          onClose={close}
          danger
        >
          <li>{t('kitActions.deleteText')}</li>
        </Question>
      )}
    </>
  )
}

type ActionProps = { name: string; primary?: boolean; onClick: () => void; children: ReactNode }

function Action({ name, primary, onClick, children }: ActionProps) {
  return (
    <button type="button" className={buttonClass(primary ? 'primary' : 'plain')} onClick={onClick}>
      {children}
      {name}
    </button>
  )
}

type QuestionProps = {
  title: string
  done: string
  act: () => Promise<{ ok: true } | { ok: false; reason: string }>
  onClose: () => void
  danger?: boolean
  children: ReactNode
}

function Question({ title, done, act, onClose, danger, children }: QuestionProps) {
  const { t } = useWords()
  const failureText = useFailureText()
  const known = {
    already_published: t('kitActions.alreadyPublished'),
    changed_meanwhile: t('kitActions.changedMeanwhile'),
    not_published: t('kitActions.notPublished'),
    not_a_draft: t('kitActions.notADraft'),
  }

  async function confirm(): Promise<string | null> {
    const result = await act()
    if (!result.ok) return failureText(result, known)
    toast({ tone: 'good', text: done })
    return null
  }

  return (
    <ConfirmDialog title={title} onConfirm={confirm} onClose={onClose} danger={danger}>
      <ul className="grid list-disc gap-1 pl-4 [overflow-wrap:anywhere]">{children}</ul>
    </ConfirmDialog>
  )
}
