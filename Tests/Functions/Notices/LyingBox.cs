using SocialWorkflows.Mail.EAddress;
using SocialWorkflows.Tests.Functions.Sending;

namespace SocialWorkflows.Tests.Functions.Notices;

/// <summary>An e-address box that sometimes fails before it took a notice and sometimes after; the process may die around each call.</summary>
internal sealed class LyingBox(IEAddressBox inner, KillSwitch kill, Random random) : IEAddressBox
{
    public Task SendAsync(EAddressNotice notice, CancellationToken cancellation) => kill.CallAsync(async () =>
    {
        var way = random.Next(4);
        if (way == 0)
        {
            throw new HttpRequestException("Nobody answers.");
        }

        await inner.SendAsync(notice, cancellation);
        if (way == 1)
        {
            throw new HttpRequestException("The answer was lost.");
        }
    });

    public Task<bool> RecallAsync(string municipality, string operationId, CancellationToken cancellation) => kill.CallAsync(() => inner.RecallAsync(municipality, operationId, cancellation));

    public Task<IReadOnlyList<EAddressConfirmation>> ConfirmationsAsync(string municipality, CancellationToken cancellation) => kill.CallAsync(() => inner.ConfirmationsAsync(municipality, cancellation));

    public Task CompleteAsync(EAddressConfirmation confirmation, CancellationToken cancellation) => kill.CallAsync(() => inner.CompleteAsync(confirmation, cancellation));

    public Task<IReadOnlyList<EAddressItem>> WaitingAsync(string municipality, CancellationToken cancellation) => inner.WaitingAsync(municipality, cancellation);

    public Task<EAddressMessage> ReadAsync(EAddressItem item, CancellationToken cancellation) => inner.ReadAsync(item, cancellation);

    public Task CompleteAsync(EAddressItem item, CancellationToken cancellation) => inner.CompleteAsync(item, cancellation);

    public Task SetAsideAsync(EAddressItem item, CancellationToken cancellation) => inner.SetAsideAsync(item, cancellation);

    public Task<int> DeleteAsync(Func<string, bool> which, CancellationToken cancellation) => inner.DeleteAsync(which, cancellation);
}
