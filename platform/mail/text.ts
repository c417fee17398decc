import type { Mail } from './mailer';

/**
 * What a partner is told: that somebody waits for an answer, how many, and where. Nothing about anybody: a mail is read by more
 * than one server on its way.
 * @param waiting a count of referrals
 */
export function waitingMail(waiting: number, boardUrl: string): Pick<Mail, 'subject' | 'text'> {
  return {
    subject: 'Berdaya: rujukan menunggu jawaban Anda / referrals wait for your answer',
    text: [
      `${waiting} rujukan menunggu jawaban organisasi Anda.`,
      `Buka papan Anda: ${boardUrl}`,
      'Anda menerima surel ini paling banyak sekali dalam satu jam, dan hanya bila papan belum dilihat.',
      '',
      `${waiting} ${waiting === 1 ? 'referral waits' : 'referrals wait'} for an answer of your organisation.`,
      `Open your board: ${boardUrl}`,
      'This mail comes once an hour at most, and only while nobody has looked at the board.',
      '',
    ].join('\n'),
  };
}
