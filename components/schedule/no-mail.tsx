/** What stands before everything else where no mail leaves this Rampart. */
export const NoMail = () => (
  <div
    role="note"
    className="mt-4 max-w-[68ch] border-unproven border-l-2 bg-unproven-soft px-3 py-2 text-13 text-unproven"
  >
    <p>
      <b>This Rampart sends no mail.</b> Its administrator has to set <code>RAMPART_SMTP_URL</code> (such as{" "}
      <code className="[overflow-wrap:anywhere]">smtps://user:password@mail.example.org:465</code>) and{" "}
      <code>RAMPART_MAIL_FROM</code>, and start it again. Until then a schedule fails for its recipients each
      time; web hooks get it all the same.
    </p>
  </div>
);
