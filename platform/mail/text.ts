import type { MailContent } from '../../subgraphs/employers/board/mail-round';
import type { Mail } from './mailer';

type Text = Pick<Mail, 'subject' | 'text'>;
type Of<Kind extends MailContent['kind']> = Extract<MailContent, { readonly kind: Kind }>;

/** The words of a mail. Nothing about anybody: a mail is read by more than one server on its way. */
export function textOf(content: MailContent, boardUrl: string): Text {
  return content.kind === 'WAITING' ? waitingMail(content, boardUrl) : endingMail(content, boardUrl);
}

const WHOSE = { PARTNER: ['organisasi Anda', 'your organisation'], CENTRE: ['Sentra Anda', 'your centre'] } as const;

/** How many wait for an answer, of how many less is shown than before, and where to look. */
function waitingMail({ by, waiting, changed }: Of<'WAITING'>, boardUrl: string): Text {
  const [whoseId, whoseEn] = WHOSE[by];
  const [waits, less] = [waiting > 0, changed > 0];
  return {
    subject: waits
      ? 'Berdaya: rujukan menunggu jawaban Anda / referrals wait for your answer'
      : 'Berdaya: ada kabar di papan Anda / news on your board',
    text: [
      ...(waits ? [`${waiting} rujukan menunggu jawaban ${whoseId}.`] : []),
      ...(less ? [`Pada ${changed} rujukan, data yang ditampilkan kepada ${whoseId} berkurang.`] : []),
      `Buka papan Anda: ${boardUrl}`,
      'Anda menerima surel ini paling banyak sekali dalam satu jam, dan hanya bila papan belum dilihat.',
      '',
      ...(waits
        ? [`${waiting} ${waiting === 1 ? 'referral waits' : 'referrals wait'} for an answer of ${whoseEn}.`]
        : []),
      ...(less
        ? [`Of ${changed} ${changed === 1 ? 'referral' : 'referrals'} less is shown to ${whoseEn} than before.`]
        : []),
      `Open your board: ${boardUrl}`,
      'This mail comes once an hour at most, and only while nobody has looked at the board.',
      '',
    ].join('\n'),
  };
}

const AGREEMENTS = {
  MOU: ['Nota kesepahaman', 'The memorandum of understanding'],
  DSA: ['Perjanjian berbagi data', 'The agreement on data'],
} as const;

/** That an agreement ends, by its number, and with it what rests on it. */
function endingMail({ agreement, number, endsOn }: Of<'AGREEMENT_ENDS'>, boardUrl: string): Text {
  const [nameId, nameEn] = AGREEMENTS[agreement];
  return {
    subject: `Berdaya: perjanjian ${number} akan berakhir / an agreement ends soon`,
    text: [
      `${nameId} ${number} berlaku sampai ${endsOn} dan belum diperpanjang.`,
      'Setelah hari itu akses mitra tertutup. Perpanjang sebelumnya melalui Kementerian Sosial.',
      `Papan Anda: ${boardUrl}`,
      '',
      `${nameEn} ${number} runs until ${endsOn} and has not been renewed.`,
      'After that day the access of the partner is closed. Renew it before with the Ministry of Social Affairs.',
      `Your board: ${boardUrl}`,
      '',
    ].join('\n'),
  };
}
