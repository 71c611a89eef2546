using System.Diagnostics;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

public sealed class FuzzTests
{
    private const int Rounds = 4000;

    [Fact]
    public void Read_MutatedCorpus_ThrowsNothingElseAndStaysFast()
    {
        var seeds = Repository.CorpusMails.Select(File.ReadAllBytes).Append(MimeWriter.Write(RawMail.Outgoing())).ToList();
        var random = new Random(20260105);
        for (var round = 0; round < Rounds; round++)
        {
            var mail = Mutate(random, seeds);
            var watch = Stopwatch.StartNew();
            try
            {
                var read = MimeReader.Read(mail);
                _ = read.Headers.Fields.Select(f => f.Text).ToList();
            }
            catch (MailFormatException)
            {
            }
            catch (Exception e)
            {
                Assert.Fail($"Round {round}: {e}");
            }

            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1), $"round {round}, {mail.Length} bytes");
        }
    }

    private static byte[] Mutate(Random random, List<byte[]> seeds)
    {
        var mail = seeds[random.Next(seeds.Count)].ToList();
        for (var i = random.Next(1, 12); i > 0 && mail.Count > 0; i--)
        {
            var at = random.Next(mail.Count);
            var length = Math.Min(random.Next(1, 80), mail.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    mail[at] = (byte)random.Next(256);
                    break;
                case 1:
                    mail.RemoveRange(at, length);
                    break;
                case 2:
                    mail.InsertRange(at, mail.GetRange(at, length));
                    break;
                case 3:
                    mail.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 4:
                    mail.RemoveRange(at, mail.Count - at);
                    break;
                case 5:
                    var other = seeds[random.Next(seeds.Count)];
                    mail.InsertRange(at, other[..Math.Min(other.Length, random.Next(2000))]);
                    break;
                default:
                    mail.InsertRange(at, Enumerable.Repeat((byte)"\"<(=?;:,\n-"[random.Next(10)], random.Next(2000)));
                    break;
            }
        }

        return [.. mail];
    }

    private static readonly byte[][] Pieces =
    [
        [.. "\nContent-Type: multipart/mixed; boundary=\"\"\n"u8], [.. "\nContent-Type: message/rfc822\n\n"u8], [.. "=?utf-8?B?"u8], [.. "=?x?Q?=="u8], [.. "*0*=utf-8''%C4"u8],
        [.. "\nContent-Transfer-Encoding: base64\n"u8], [.. "\r"u8], [.. "\0\0"u8], [.. "<![CDATA[<style><!--"u8], [.. "charset=iso-2022-kr"u8], [.. "charset=utf-7"u8], [.. "charset=65000"u8],
        [.. "\nContent-Type: text/plain; format=flowed\n"u8], [.. "\nDate: 31 Feb 0000 99:99 -9999\n"u8], [0xFF, 0xFE, 0xC4], [.. "format=flowed; delsp=yes"u8], [.. "charset=utf-16"u8], [.. "charset=gb18030"u8],
    ];
}
