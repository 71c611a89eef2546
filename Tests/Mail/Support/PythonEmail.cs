using System.Diagnostics;
using System.Text.Json;

namespace SocialWorkflows.Tests.Mail;

/// <summary>Python's own email package as a second opinion on what a mail says.</summary>
internal static class PythonEmail
{
    private const string Describe = """
        import sys, json, hashlib, email, email.policy, warnings
        warnings.simplefilter('ignore')
        def leaves(m):
            if m.is_multipart() and m.get_content_maintype() == 'multipart':
                for p in m.get_payload():
                    yield from leaves(p)
            else:
                yield m
        def addresses(m, name):
            try:
                return [[a.display_name, a.addr_spec] for a in m[name].addresses] if m[name] else []
            except AttributeError:
                return None
        out = []
        for path in sys.argv[1:]:
            with open(path, 'rb') as f:
                m = email.message_from_binary_file(f, policy=email.policy.default)
            files = []
            for p in leaves(m):
                if p.get_content_maintype() == 'message':
                    continue
                body = p.get_content_type() in ('text/plain', 'text/html') and p.get_content_disposition() != 'attachment' and not p.get_filename()
                if not body:
                    data = p.get_payload(decode=True)
                    files.append([p.get_filename() or '', hashlib.sha256(data).hexdigest()])
            body = m.get_body(('plain',))
            out.append({
                'path': path,
                'subject': ' '.join(str(m['subject'] or '').split()),
                'from': addresses(m, 'from'),
                'to': addresses(m, 'to'),
                'files': sorted(files),
                'text': body.get_content().replace('\r\n', '\n').rstrip('\n') if body and body.get_content_charset('ascii') in ('utf-8', 'ascii', 'us-ascii') else None,
                'defects': len(m.defects),
            })
        print(json.dumps(out))
        """;

    private const string Generate = """
        import sys, random, json, os
        from email.message import EmailMessage
        from email.headerregistry import Address
        from email import policy
        folder, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        r = random.Random(seed)
        letters = 'abcdeāčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ '
        word = lambda n: ''.join(r.choice(letters) for _ in range(n)).strip() or 'ā'
        for i in range(count):
            m = EmailMessage(policy=policy.SMTP if i % 2 else policy.default)
            m['Subject'] = ' '.join(word(r.randrange(1, 20)).split()) + ' ' + ' '.join(word(r.randrange(1, 60)).split())
            m['Date'] = 'Mon, 5 Jan 2026 10:00:%02d +0200' % (i % 60)
            m['From'] = Address(word(12), 'a%d' % i, 'example.lv')
            m['To'] = [Address(word(20).replace(' ', ''), 'b%d' % j, 'example.lv') for j in range(r.randrange(1, 4))]
            m.set_content(word(200) + '\n\n' + word(100) + '\n', charset='utf-8', cte=r.choice(['8bit', 'base64', 'quoted-printable']))
            if r.random() < .5:
                m.add_alternative('<p>' + word(50) + '</p>', subtype='html', charset=r.choice(['utf-8', 'windows-1257', 'iso-8859-13']))
            for j in range(r.randrange(0, 4)):
                m.add_attachment(r.randbytes(r.randrange(0, 3000)), maintype='application', subtype='octet-stream', filename=word(r.randrange(1, 90)) + '.pdf')
            with open(os.path.join(folder, 'py%d.eml' % i), 'wb') as f:
                f.write(m.as_bytes())
        """;

    public static IReadOnlyList<Mail> Read(IReadOnlyList<string> paths) =>
        JsonSerializer.Deserialize<List<Mail>>(Run(Describe, paths), JsonSerializerOptions.Web)!;

    public static void WriteMails(string folder, int seed, int count) => Run(Generate, [folder, $"{seed}", $"{count}"]);

    private static string Run(string script, IReadOnlyList<string> arguments)
    {
        using var process = new Process();
        process.StartInfo = new ProcessStartInfo("python3", ["-", .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not installed.");
        }

        process.StandardInput.Write(script);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors.GetAwaiter().GetResult());
        return output;
    }

    /// <summary>Addresses are null where Python's parser gives up.</summary>
    internal sealed record Mail(string Path, string Subject, string[][]? From, string[][]? To, string[][] Files, string? Text, int Defects);
}
