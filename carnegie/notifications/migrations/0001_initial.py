import carnegie.core.keys
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('subject_id', models.UUIDField()),
                ('occurrence', models.CharField(max_length=60)),
                ('policy', models.CharField(choices=[('must_deliver', 'must deliver'), ('nudge', 'nudge')], default='nudge', max_length=20)),
                ('state', models.CharField(choices=[('scheduled', 'scheduled'), ('sending', 'being sent'), ('sent', 'sent'), ('uncertain', 'uncertain'), ('failed', 'failed'), ('suppressed', 'suppressed'), ('cancelled', 'no longer needed'), ('expired', 'too late')], default='scheduled', max_length=20, verbose_name='state')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('expires_at', models.DateTimeField(verbose_name='too late after')),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('lease_token', models.UUIDField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.CharField(blank=True, max_length=200)),
                ('recipient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['scheduled', 'sending'])), fields=['due_at'], name='reminder_due')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'recipient', 'subject_id', 'occurrence'), name='reminder_occurrence_unique', violation_error_message='This reminder has been planned already.'), models.UniqueConstraint(condition=models.Q(('recipient__isnull', True)), fields=('kind', 'subject_id', 'occurrence'), name='reminder_without_account_unique', violation_error_message='This reminder has been planned already.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sending'), _negated=True), models.Q(('lease_token__isnull', False), ('lease_until__isnull', False)), _connector='OR'), name='reminder_sending_has_lease', violation_error_message='A reminder that is being sent needs a lease.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='reminder_sent_has_time', violation_error_message='A sent reminder needs the time at which it was sent.')],
            },
        ),
    ]
