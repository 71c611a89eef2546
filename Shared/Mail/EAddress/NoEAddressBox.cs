namespace SocialWorkflows.Mail.EAddress;

/// <summary>An office that does not use the e-address through this program: nothing comes in, and letters for it lie with those that people send.</summary>
public sealed class NoEAddressBox : IEAddressBox
{
    public Task<IReadOnlyList<EAddressItem>> WaitingAsync(string municipality, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<EAddressItem>>([]);

    public Task<EAddressMessage> ReadAsync(EAddressItem item, CancellationToken cancellation) => throw new EAddressException("The e-address is off (EAddress:Mode).");

    public Task CompleteAsync(EAddressItem item, CancellationToken cancellation) => Task.CompletedTask;

    public Task SetAsideAsync(EAddressItem item, CancellationToken cancellation) => Task.CompletedTask;

    public Task SendAsync(EAddressNotice notice, CancellationToken cancellation) => Task.CompletedTask;

    public Task<IReadOnlyList<EAddressConfirmation>> ConfirmationsAsync(string municipality, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<EAddressConfirmation>>([]);

    public Task CompleteAsync(EAddressConfirmation confirmation, CancellationToken cancellation) => Task.CompletedTask;

    public Task<int> DeleteAsync(Func<string, bool> which, CancellationToken cancellation) => Task.FromResult(0);
}
