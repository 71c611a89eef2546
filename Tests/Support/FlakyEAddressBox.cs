using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Tests.Support;

/// <summary>The folders, which take no notice while the service is down.</summary>
internal sealed class FlakyEAddressBox(IEAddressBox folders) : IEAddressBox
{
    public bool IsDown { get; set; }

    public int Sent { get; private set; }

    public async Task SendAsync(EAddressNotice notice, CancellationToken cancellation)
    {
        if (IsDown)
        {
            throw new HttpRequestException("The service does not answer.");
        }

        Sent++;
        await folders.SendAsync(notice, cancellation);
    }

    public Task<bool> RecallAsync(string municipality, string operationId, CancellationToken cancellation) => folders.RecallAsync(municipality, operationId, cancellation);

    public Task<IReadOnlyList<EAddressItem>> WaitingAsync(string municipality, CancellationToken cancellation) => folders.WaitingAsync(municipality, cancellation);

    public Task<EAddressMessage> ReadAsync(EAddressItem item, CancellationToken cancellation) => folders.ReadAsync(item, cancellation);

    public Task CompleteAsync(EAddressItem item, CancellationToken cancellation) => folders.CompleteAsync(item, cancellation);

    public Task SetAsideAsync(EAddressItem item, CancellationToken cancellation) => folders.SetAsideAsync(item, cancellation);

    public Task<IReadOnlyList<EAddressConfirmation>> ConfirmationsAsync(string municipality, CancellationToken cancellation) => folders.ConfirmationsAsync(municipality, cancellation);

    public Task CompleteAsync(EAddressConfirmation confirmation, CancellationToken cancellation) => folders.CompleteAsync(confirmation, cancellation);

    public Task<IReadOnlyList<EAddressTrouble>> TroublesAsync(string municipality, CancellationToken cancellation) => folders.TroublesAsync(municipality, cancellation);

    public Task<int> DeleteAsync(Func<string, bool> which, CancellationToken cancellation) => folders.DeleteAsync(which, cancellation);
}
