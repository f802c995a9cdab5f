import carnegie.core.keys
import carnegie.core.triggers
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programmes', '0001_initial'),
        ('standards', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RaterGroupReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relationship', models.CharField(choices=[('line_manager', 'line manager'), ('colleague', 'colleague'), ('peer', 'peer on the programme'), ('report', 'somebody whom I lead'), ('coach', 'coach or mentor'), ('other', 'somebody else')], max_length=20)),
                ('raters', models.PositiveSmallIntegerField()),
                ('is_shown', models.BooleanField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('in_progress', 'in progress'), ('submitted', 'submitted')], default='in_progress', max_length=20)),
                ('started_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('shows_previous', models.BooleanField(default=False, verbose_name='show my last answers beside')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.enrolment')),
            ],
            options={
                'ordering': ['-started_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AttemptTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(blank=True, max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='diagnostics.attempt')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Diagnostic',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='DiagnosticHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.diagnostic')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DiagnosticVersion',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('asks_importance', models.CharField(choices=[('off', 'not asked'), ('optional', 'may be left out'), ('required', 'must be answered')], default='optional', max_length=10, verbose_name='importance')),
                ('asks_confidence', models.CharField(choices=[('off', 'not asked'), ('optional', 'may be left out'), ('required', 'must be answered')], default='off', max_length=10, verbose_name='confidence')),
                ('asks_example', models.CharField(choices=[('off', 'not asked'), ('optional', 'may be left out'), ('required', 'must be answered')], default='optional', max_length=10, verbose_name='example')),
                ('allows_not_applicable', models.BooleanField(default=True, verbose_name='“not applicable” may be chosen')),
                ('not_applicable_label', models.CharField(blank=True, max_length=100)),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
                ('minutes', models.PositiveSmallIntegerField(default=20, verbose_name='minutes it takes')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', max_length=20)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('diagnostic', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='diagnostics.diagnostic')),
                ('framework_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.frameworkversion')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scale', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.scale')),
            ],
            options={
                'ordering': ['diagnostic__title', '-number'],
            },
        ),
        migrations.CreateModel(
            name='DiagnosticLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.SmallIntegerField()),
                ('rank', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=100)),
                ('description', models.TextField(blank=True)),
                ('is_proficient', models.BooleanField(default=False)),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='diagnostics.diagnosticversion')),
            ],
            options={
                'ordering': ['rank'],
            },
        ),
        migrations.CreateModel(
            name='ContextQuestion',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('text', 'words'), ('choice', 'one of several'), ('number', 'number')], default='text', max_length=10, verbose_name='answered by')),
                ('wording', models.CharField(max_length=300, verbose_name='question')),
                ('hint', models.CharField(blank=True, max_length=300, verbose_name='hint')),
                ('is_required', models.BooleanField(default=False, verbose_name='must be answered')),
                ('options', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None, verbose_name='answers to choose from')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='diagnostics.diagnosticversion')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='DiagnosticVersionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('asks_importance', models.CharField(choices=[('off', 'not asked'), ('optional', 'may be left out'), ('required', 'must be answered')], default='optional', max_length=10, verbose_name='importance')),
                ('asks_confidence', models.CharField(choices=[('off', 'not asked'), ('optional', 'may be left out'), ('required', 'must be answered')], default='off', max_length=10, verbose_name='confidence')),
                ('asks_example', models.CharField(choices=[('off', 'not asked'), ('optional', 'may be left out'), ('required', 'must be answered')], default='optional', max_length=10, verbose_name='example')),
                ('allows_not_applicable', models.BooleanField(default=True, verbose_name='“not applicable” may be chosen')),
                ('not_applicable_label', models.CharField(blank=True, max_length=100)),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
                ('minutes', models.PositiveSmallIntegerField(default=20, verbose_name='minutes it takes')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', max_length=20)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('diagnostic', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.diagnostic')),
                ('framework_version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='standards.frameworkversion')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.diagnosticversion')),
                ('published_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('scale', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='standards.scale')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('lineage', models.UUIDField(db_index=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('domain', models.CharField(max_length=500)),
                ('domain_position', models.PositiveSmallIntegerField()),
                ('code', models.CharField(blank=True, max_length=200)),
                ('statement', models.TextField()),
                ('explanation', models.TextField(blank=True)),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.element')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='items', to='diagnostics.diagnosticversion')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('strokes', models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict, editable=False)),
                ('is_not_applicable', models.BooleanField(default=False)),
                ('importance', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'little'), (2, 'some'), (3, 'great')], null=True)),
                ('confidence', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'not sure'), (2, 'fairly sure'), (3, 'very sure')], null=True)),
                ('example', models.TextField(blank=True, verbose_name='example from my practice')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('attempt', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='diagnostics.attempt')),
                ('level', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnostics.diagnosticlevel')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnostics.item')),
            ],
        ),
        migrations.CreateModel(
            name='ItemDescriptor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='descriptors', to='diagnostics.item')),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='diagnostics.diagnosticlevel')),
            ],
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='what I want to work on')),
                ('reason', models.TextField(verbose_name='why this matters now')),
                ('context', models.TextField(blank=True, verbose_name='where at work')),
                ('state', models.CharField(choices=[('chosen', 'chosen'), ('set_aside', 'set aside')], default='chosen', max_length=20)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='diagnostics.attempt')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.enrolment')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='NeedElement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.element')),
                ('need', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='elements', to='diagnostics.need')),
            ],
        ),
        migrations.CreateModel(
            name='NeedHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('state', models.CharField(choices=[('chosen', 'chosen'), ('set_aside', 'set aside')], default='chosen', max_length=20)),
                ('attempt', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.attempt')),
                ('enrolment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.enrolment')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.need')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RaterGroupResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.DecimalField(decimal_places=2, max_digits=4)),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='results', to='diagnostics.ratergroupreport')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnostics.item')),
            ],
        ),
        migrations.CreateModel(
            name='RaterInvitation',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('relationship', models.CharField(choices=[('line_manager', 'line manager'), ('colleague', 'colleague'), ('peer', 'peer on the programme'), ('report', 'somebody whom I lead'), ('coach', 'coach or mentor'), ('other', 'somebody else')], max_length=20, verbose_name='who she or he is to you')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('expires_at', models.DateTimeField()),
                ('times_asked', models.PositiveSmallIntegerField(default=1)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['relationship', 'name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RaterPanel',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('mode', models.CharField(choices=[('named', 'named'), ('anonymous', 'anonymous')], default='anonymous', max_length=20, verbose_name='raters are')),
                ('minimum', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1)])),
                ('closes_on', models.DateField(verbose_name='closes at the end of')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.enrolment')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RaterInvitationHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('relationship', models.CharField(choices=[('line_manager', 'line manager'), ('colleague', 'colleague'), ('peer', 'peer on the programme'), ('report', 'somebody whom I lead'), ('coach', 'coach or mentor'), ('other', 'somebody else')], max_length=20, verbose_name='who she or he is to you')),
                ('expires_at', models.DateTimeField()),
                ('times_asked', models.PositiveSmallIntegerField(default=1)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('invited_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.raterinvitation')),
                ('panel', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.raterpanel')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='raterinvitation',
            name='panel',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='diagnostics.raterpanel'),
        ),
        migrations.AddField(
            model_name='ratergroupreport',
            name='panel',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='diagnostics.raterpanel'),
        ),
        migrations.CreateModel(
            name='RaterResponse',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('started_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('invitation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='response', to='diagnostics.raterinvitation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RaterAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('strokes', models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict, editable=False)),
                ('is_not_applicable', models.BooleanField(default=False)),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnostics.item')),
                ('level', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnostics.diagnosticlevel')),
                ('response', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='diagnostics.raterresponse')),
            ],
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('kind', models.CharField(choices=[('baseline', 'baseline'), ('mid_point', 'mid-point'), ('exit', 'exit'), ('follow_up', 'follow-up'), ('retrospective', 'looking back (“then”)')], default='baseline', max_length=20, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('opens_on', models.DateField(verbose_name='opens on')),
                ('closes_on', models.DateField(verbose_name='closes at the end of')),
                ('time_zone', models.CharField(default='Europe/London', max_length=60)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.cohort')),
                ('diagnostic_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='diagnostics.diagnosticversion')),
                ('enrolment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.enrolment')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['opens_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RaterPanelHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('mode', models.CharField(choices=[('named', 'named'), ('anonymous', 'anonymous')], default='anonymous', max_length=20, verbose_name='raters are')),
                ('minimum', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1)])),
                ('closes_on', models.DateField(verbose_name='closes at the end of')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('enrolment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.enrolment')),
                ('opened_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.raterpanel')),
                ('round', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.round')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='raterpanel',
            name='round',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='panels', to='diagnostics.round'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='round',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='diagnostics.round'),
        ),
        migrations.CreateModel(
            name='RoundExtension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closed_on', models.DateField(verbose_name='closed until then at the end of')),
                ('closes_on', models.DateField(verbose_name='closes at the end of')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.enrolment')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='diagnostics.round')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minimum', models.PositiveSmallIntegerField(verbose_name='at least')),
                ('maximum', models.PositiveSmallIntegerField(verbose_name='at most')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='diagnostics.item')),
            ],
        ),
        migrations.CreateModel(
            name='TargetProfile',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('audience', models.CharField(choices=[('organisation', 'one organisation'), ('role', 'one role'), ('programme', 'everybody in the programme')], default='programme', max_length=20, verbose_name='for whom')),
                ('role', models.CharField(blank=True, max_length=200, verbose_name='role')),
                ('diagnostic_version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='target_profiles', to='diagnostics.diagnosticversion')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='TargetHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('minimum', models.PositiveSmallIntegerField(verbose_name='at least')),
                ('maximum', models.PositiveSmallIntegerField(verbose_name='at most')),
                ('item', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.item')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.target')),
                ('profile', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.targetprofile')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='target',
            name='profile',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='diagnostics.targetprofile'),
        ),
        migrations.CreateModel(
            name='RoundHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('kind', models.CharField(choices=[('baseline', 'baseline'), ('mid_point', 'mid-point'), ('exit', 'exit'), ('follow_up', 'follow-up'), ('retrospective', 'looking back (“then”)')], default='baseline', max_length=20, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('opens_on', models.DateField(verbose_name='opens on')),
                ('closes_on', models.DateField(verbose_name='closes at the end of')),
                ('time_zone', models.CharField(default='Europe/London', max_length=60)),
                ('cohort', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.cohort')),
                ('diagnostic_version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.diagnosticversion')),
                ('enrolment', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.enrolment')),
                ('opened_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.round')),
                ('target_profile', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.targetprofile')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='round',
            name='target_profile',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnostics.targetprofile'),
        ),
        migrations.CreateModel(
            name='AttemptHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('in_progress', 'in progress'), ('submitted', 'submitted')], default='in_progress', max_length=20)),
                ('started_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('shows_previous', models.BooleanField(default=False, verbose_name='show my last answers beside')),
                ('enrolment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.enrolment')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.attempt')),
                ('round', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.round')),
                ('target_profile', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.targetprofile')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='attempt',
            name='target_profile',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnostics.targetprofile'),
        ),
        migrations.CreateModel(
            name='TargetProfileHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('audience', models.CharField(choices=[('organisation', 'one organisation'), ('role', 'one role'), ('programme', 'everybody in the programme')], default='programme', max_length=20, verbose_name='for whom')),
                ('role', models.CharField(blank=True, max_length=200, verbose_name='role')),
                ('diagnostic_version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.diagnosticversion')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.organisation', verbose_name='organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='diagnostics.targetprofile')),
                ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContextAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('strokes', models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict, editable=False)),
                ('text', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('attempt', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='context_answers', to='diagnostics.attempt')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnostics.contextquestion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('attempt', 'question'), name='context_answer_once_per_question', violation_error_message='This question already has an answer.'), models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func(models.F('strokes'), function='jsonb_typeof', output_field=models.TextField()), models.Value('object')), name='context_answer_strokes_by_writer', violation_error_message='Strokes are kept by writer.')],
            },
        ),
        migrations.AddConstraint(
            model_name='diagnostic',
            constraint=models.UniqueConstraint(fields=('programme', 'title'), name='diagnostic_title_unique', violation_error_message='This programme already has a diagnostic with this title.'),
        ),
        migrations.AddConstraint(
            model_name='diagnosticversion',
            constraint=models.UniqueConstraint(fields=('diagnostic', 'number'), name='diagnostic_version_number_unique', violation_error_message='This diagnostic already has a version with this number.'),
        ),
        migrations.AddConstraint(
            model_name='diagnosticversion',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='diagnostic_published_has_time', violation_error_message='A published version needs who published it, and when.'),
        ),
        migrations.AddConstraint(
            model_name='diagnosticlevel',
            constraint=models.UniqueConstraint(fields=('version', 'rank'), name='diagnostic_level_rank_unique', violation_error_message='Two levels of a diagnostic cannot have the same rank.'),
        ),
        migrations.AddConstraint(
            model_name='diagnosticlevel',
            constraint=models.CheckConstraint(condition=models.Q(('rank__gte', 1), ('rank__lte', 11)), name='diagnostic_level_rank_in_range', violation_error_message='A diagnostic has at most eleven levels, counted from 1.'),
        ),
        migrations.AddConstraint(
            model_name='contextquestion',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='context_question_position_unique', violation_error_message='Two questions cannot have the same place.'),
        ),
        migrations.AddConstraint(
            model_name='contextquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'choice'), ('options__len__gte', 2)), models.Q(models.Q(('kind', 'choice'), _negated=True), ('options', [])), _connector='OR'), name='context_question_choice_has_options', violation_error_message='A question with answers to choose from needs at least two, others none.'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(fields=('version', 'element'), name='item_element_unique', violation_error_message='This element is already asked about.'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='item_position_unique', violation_error_message='Two items cannot have the same place.'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('attempt', 'item'), name='answer_once_per_item', violation_error_message='This item already has an answer.'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('level__isnull', True), ('is_not_applicable', False), _connector='OR'), name='answer_level_or_not_applicable', violation_error_message='An answer is a level or “not applicable”, not both.'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('importance__isnull', True), ('importance__in', [1, 2, 3]), _connector='OR'), name='answer_importance_in_range', violation_error_message='This is no degree of importance.'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__isnull', True), ('confidence__in', [1, 2, 3]), _connector='OR'), name='answer_confidence_in_range', violation_error_message='This is no degree of confidence.'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func(models.F('strokes'), function='jsonb_typeof', output_field=models.TextField()), models.Value('object')), name='answer_strokes_by_writer', violation_error_message='Strokes are kept by writer.'),
        ),
        migrations.AddConstraint(
            model_name='itemdescriptor',
            constraint=models.UniqueConstraint(fields=('item', 'level'), name='item_descriptor_unique', violation_error_message='This item already says what this level looks like.'),
        ),
        migrations.AddConstraint(
            model_name='needelement',
            constraint=models.UniqueConstraint(fields=('need', 'element'), name='need_element_unique', violation_error_message='This need already names this element.'),
        ),
        migrations.AddConstraint(
            model_name='ratergroupresult',
            constraint=models.UniqueConstraint(fields=('group', 'item'), name='rater_group_result_once', violation_error_message='This statement already has its result.'),
        ),
        migrations.AddConstraint(
            model_name='raterinvitation',
            constraint=models.UniqueConstraint(fields=('panel', 'email'), name='rater_invitation_once', violation_error_message='This person is already asked.'),
        ),
        migrations.AddConstraint(
            model_name='raterinvitation',
            constraint=models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='rater_email_lower_case', violation_error_message='E-mail addresses are kept in lower case.'),
        ),
        migrations.AddConstraint(
            model_name='ratergroupreport',
            constraint=models.UniqueConstraint(fields=('panel', 'relationship'), name='rater_group_report_once', violation_error_message='This group already has its report.'),
        ),
        migrations.AddConstraint(
            model_name='rateranswer',
            constraint=models.UniqueConstraint(fields=('response', 'item'), name='rater_answer_once_per_item', violation_error_message='This statement already has an answer.'),
        ),
        migrations.AddConstraint(
            model_name='rateranswer',
            constraint=models.CheckConstraint(condition=models.Q(('level__isnull', True), ('is_not_applicable', False), _connector='OR'), name='rater_answer_level_or_not_applicable', violation_error_message='An answer is a level or “cannot say”, not both.'),
        ),
        migrations.AddConstraint(
            model_name='rateranswer',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.Exact(models.Func(models.F('strokes'), function='jsonb_typeof', output_field=models.TextField()), models.Value('object')), name='rater_answer_strokes_by_writer', violation_error_message='Strokes are kept by writer.'),
        ),
        migrations.AddConstraint(
            model_name='raterpanel',
            constraint=models.UniqueConstraint(fields=('round', 'enrolment'), name='rater_panel_once', violation_error_message='Others are already asked about this learner in this round.'),
        ),
        migrations.AddConstraint(
            model_name='raterpanel',
            constraint=models.CheckConstraint(condition=models.Q(('minimum__gte', 1)), name='rater_panel_minimum_positive', violation_error_message='A group that is shown has at least one rater.'),
        ),
        migrations.AddConstraint(
            model_name='roundextension',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gt', models.F('closed_on'))), name='round_extension_is_later', violation_error_message='More time ends later than before.'),
        ),
        migrations.AddConstraint(
            model_name='targetprofile',
            constraint=models.UniqueConstraint(fields=('diagnostic_version', 'title'), name='target_profile_title_unique', violation_error_message='This diagnostic already has a target profile with this title.'),
        ),
        migrations.AddConstraint(
            model_name='targetprofile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', 'programme'), ('organisation__isnull', True), ('role', '')), models.Q(('audience', 'role'), ('organisation__isnull', True), models.Q(('role', ''), _negated=True)), models.Q(('audience', 'organisation'), ('organisation__isnull', False), ('role', '')), _connector='OR'), name='target_profile_names_its_audience', violation_error_message='Targets for a role name the role, targets for an organisation name it.'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(fields=('profile', 'item'), name='target_item_unique', violation_error_message='This profile already has a target for this element.'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('maximum__gte', models.F('minimum')), ('minimum__gte', 1)), name='target_range_in_order', violation_error_message='The highest expected level is below the lowest.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='round_dates_in_order', violation_error_message='The round closes before it opens.'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'in_progress')), fields=('round', 'enrolment'), name='attempt_one_in_progress', violation_error_message='This learner has already begun this self-assessment.'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('round', 'enrolment', 'number'), name='attempt_number_unique', violation_error_message='This learner already has an attempt with this number in this round.'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'in_progress'), ('submitted_at__isnull', True)), models.Q(('state', 'submitted'), ('submitted_at__isnull', False)), _connector='OR'), name='attempt_submitted_has_time', violation_error_message='A submitted attempt needs the time at which it was submitted.'),
        ),
        carnegie.core.triggers.AddTriggers(
            triggers=[('diagnostic', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_diagnostichistory" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "title") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."title"); RETURN NULL;', hash='b408a3670d62acbc12a227d71b44a67b5b4aea13', operation='INSERT', pgid='pgtrigger_insert_insert_64ed0', table='diagnostics_diagnostic', when='AFTER'))), ('diagnostic', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "diagnostics_diagnostichistory" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "title") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."title"); RETURN NULL;', hash='f0bf01b9b7668a34e721a660c65b42518be11fdf', operation='UPDATE', pgid='pgtrigger_update_update_696ad', table='diagnostics_diagnostic', when='AFTER'))), ('diagnostic', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_diagnostichistory" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "title") VALUES (OLD."created_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."title"); RETURN NULL;', hash='3eb2f8a1dd9291de85f5be832bd947457651cf15', operation='DELETE', pgid='pgtrigger_delete_delete_6744c', table='diagnostics_diagnostic', when='AFTER'))), ('diagnostichistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0c084f5cd6614e974b9f9e841b7d821d1e5d5495', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3220f', table='diagnostics_diagnostichistory', when='BEFORE'))), ('diagnosticversion', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_diagnosticversionhistory" ("allows_not_applicable", "asks_confidence", "asks_example", "asks_importance", "created_at", "diagnostic_id", "framework_version_id", "id", "introduction", "minutes", "not_applicable_label", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "scale_id", "state") VALUES (NEW."allows_not_applicable", NEW."asks_confidence", NEW."asks_example", NEW."asks_importance", NEW."created_at", NEW."diagnostic_id", NEW."framework_version_id", NEW."id", NEW."introduction", NEW."minutes", NEW."not_applicable_label", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."scale_id", NEW."state"); RETURN NULL;', hash='edb7dab4de570f438d3003c6438e8bc6b331e7a6', operation='INSERT', pgid='pgtrigger_insert_insert_e6492', table='diagnostics_diagnosticversion', when='AFTER'))), ('diagnosticversion', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "diagnostics_diagnosticversionhistory" ("allows_not_applicable", "asks_confidence", "asks_example", "asks_importance", "created_at", "diagnostic_id", "framework_version_id", "id", "introduction", "minutes", "not_applicable_label", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "scale_id", "state") VALUES (NEW."allows_not_applicable", NEW."asks_confidence", NEW."asks_example", NEW."asks_importance", NEW."created_at", NEW."diagnostic_id", NEW."framework_version_id", NEW."id", NEW."introduction", NEW."minutes", NEW."not_applicable_label", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."scale_id", NEW."state"); RETURN NULL;', hash='d0195c90b5c2adb4338a4a0fdcd23bc75b000b05', operation='UPDATE', pgid='pgtrigger_update_update_d831e', table='diagnostics_diagnosticversion', when='AFTER'))), ('diagnosticversion', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_diagnosticversionhistory" ("allows_not_applicable", "asks_confidence", "asks_example", "asks_importance", "created_at", "diagnostic_id", "framework_version_id", "id", "introduction", "minutes", "not_applicable_label", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "scale_id", "state") VALUES (OLD."allows_not_applicable", OLD."asks_confidence", OLD."asks_example", OLD."asks_importance", OLD."created_at", OLD."diagnostic_id", OLD."framework_version_id", OLD."id", OLD."introduction", OLD."minutes", OLD."not_applicable_label", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."scale_id", OLD."state"); RETURN NULL;', hash='5f77878589490d60c8752c4c3f936dfe319f6866', operation='DELETE', pgid='pgtrigger_delete_delete_abfc0', table='diagnostics_diagnosticversion', when='AFTER'))), ('diagnosticversionhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='66188e387b8a822f7a040fed99e5ffed5624620e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7393d', table='diagnostics_diagnosticversionhistory', when='BEFORE'))), ('need', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_needhistory" ("attempt_id", "created_at", "enrolment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."attempt_id", NEW."created_at", NEW."enrolment_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state"); RETURN NULL;', hash='b54bed465387bdbcb235708f6be78cd4b4e0301d', operation='INSERT', pgid='pgtrigger_insert_insert_a06bf', table='diagnostics_need', when='AFTER'))), ('need', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."attempt_id" IS DISTINCT FROM (NEW."attempt_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."enrolment_id" IS DISTINCT FROM (NEW."enrolment_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "diagnostics_needhistory" ("attempt_id", "created_at", "enrolment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."attempt_id", NEW."created_at", NEW."enrolment_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;', hash='fcb1230b065c43d9b9761238eb34f092ec4aba66', operation='UPDATE', pgid='pgtrigger_update_update_643d9', table='diagnostics_need', when='AFTER'))), ('need', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_needhistory" ("attempt_id", "created_at", "enrolment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (OLD."attempt_id", OLD."created_at", OLD."enrolment_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state"); RETURN NULL;', hash='80359eec7d9ded7f8b80a4cfec3704348dd86d51', operation='DELETE', pgid='pgtrigger_delete_delete_e35c9', table='diagnostics_need', when='AFTER'))), ('needhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8a28dd61376ce75d662b05508822bf4eb6f1f833', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bcfe1', table='diagnostics_needhistory', when='BEFORE'))), ('raterinvitationhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5a762fcc32724072a34f403ed9cd709a32dfc87e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_da3b5', table='diagnostics_raterinvitationhistory', when='BEFORE'))), ('raterinvitation', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_raterinvitationhistory" ("created_at", "declined_at", "expires_at", "id", "invited_by_id", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relationship", "times_asked") VALUES (NEW."created_at", NEW."declined_at", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."panel_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."relationship", NEW."times_asked"); RETURN NULL;', hash='fb6ff4171d013b8ee46ab7ed9e688595b1b2a2ef', operation='INSERT', pgid='pgtrigger_insert_insert_6ec44', table='diagnostics_raterinvitation', when='AFTER'))), ('raterinvitation', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."declined_at" IS DISTINCT FROM (NEW."declined_at") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."panel_id" IS DISTINCT FROM (NEW."panel_id") OR OLD."relationship" IS DISTINCT FROM (NEW."relationship") OR OLD."times_asked" IS DISTINCT FROM (NEW."times_asked"))', func='INSERT INTO "diagnostics_raterinvitationhistory" ("created_at", "declined_at", "expires_at", "id", "invited_by_id", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relationship", "times_asked") VALUES (NEW."created_at", NEW."declined_at", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."panel_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."relationship", NEW."times_asked"); RETURN NULL;', hash='fa422b5ddfb42124cec40ba108fca080ef293c67', operation='UPDATE', pgid='pgtrigger_update_update_de693', table='diagnostics_raterinvitation', when='AFTER'))), ('raterinvitation', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_raterinvitationhistory" ("created_at", "declined_at", "expires_at", "id", "invited_by_id", "panel_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relationship", "times_asked") VALUES (OLD."created_at", OLD."declined_at", OLD."expires_at", OLD."id", OLD."invited_by_id", OLD."panel_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."relationship", OLD."times_asked"); RETURN NULL;', hash='a6c35527be92b3c429f3a4f8b8ce7dbbcf70bf13', operation='DELETE', pgid='pgtrigger_delete_delete_0987b', table='diagnostics_raterinvitation', when='AFTER'))), ('raterpanelhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4f2084b856342de878211e4dbcf70b5fa8b741c0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7f3b6', table='diagnostics_raterpanelhistory', when='BEFORE'))), ('raterpanel', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_raterpanelhistory" ("closed_at", "closes_on", "created_at", "enrolment_id", "id", "minimum", "mode", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id") VALUES (NEW."closed_at", NEW."closes_on", NEW."created_at", NEW."enrolment_id", NEW."id", NEW."minimum", NEW."mode", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."round_id"); RETURN NULL;', hash='5c6f3eee342f337fa86b8ea896627271b32e0113', operation='INSERT', pgid='pgtrigger_insert_insert_d08ee', table='diagnostics_raterpanel', when='AFTER'))), ('raterpanel', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "diagnostics_raterpanelhistory" ("closed_at", "closes_on", "created_at", "enrolment_id", "id", "minimum", "mode", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id") VALUES (NEW."closed_at", NEW."closes_on", NEW."created_at", NEW."enrolment_id", NEW."id", NEW."minimum", NEW."mode", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."round_id"); RETURN NULL;', hash='e17d001d909af8628fd2ff0f41f1de2ef2374aa9', operation='UPDATE', pgid='pgtrigger_update_update_268e8', table='diagnostics_raterpanel', when='AFTER'))), ('raterpanel', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_raterpanelhistory" ("closed_at", "closes_on", "created_at", "enrolment_id", "id", "minimum", "mode", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id") VALUES (OLD."closed_at", OLD."closes_on", OLD."created_at", OLD."enrolment_id", OLD."id", OLD."minimum", OLD."mode", OLD."opened_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."round_id"); RETURN NULL;', hash='9c2597e42476a0ad8f455c8137e363d392d5ac6b', operation='DELETE', pgid='pgtrigger_delete_delete_ec109', table='diagnostics_raterpanel', when='AFTER'))), ('targetprofile', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_targetprofilehistory" ("audience", "created_at", "diagnostic_version_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "role", "title") VALUES (NEW."audience", NEW."created_at", NEW."diagnostic_version_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."role", NEW."title"); RETURN NULL;', hash='a99522433182f0dcbf8bf47f43d5e27d50735809', operation='INSERT', pgid='pgtrigger_insert_insert_91a6e', table='diagnostics_targetprofile', when='AFTER'))), ('targetprofile', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "diagnostics_targetprofilehistory" ("audience", "created_at", "diagnostic_version_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "role", "title") VALUES (NEW."audience", NEW."created_at", NEW."diagnostic_version_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."role", NEW."title"); RETURN NULL;', hash='33d5a55d708efe4cd161db8c6d3ef7864e6f7a79', operation='UPDATE', pgid='pgtrigger_update_update_a31bd', table='diagnostics_targetprofile', when='AFTER'))), ('targetprofile', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_targetprofilehistory" ("audience", "created_at", "diagnostic_version_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "role", "title") VALUES (OLD."audience", OLD."created_at", OLD."diagnostic_version_id", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."role", OLD."title"); RETURN NULL;', hash='4b1cf98b7fdbaf88647aa942adb3307834ed06e8', operation='DELETE', pgid='pgtrigger_delete_delete_a6bb0', table='diagnostics_targetprofile', when='AFTER'))), ('targethistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2fa92c0552ac7f170074dbb391c113d50a1c470f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7d36c', table='diagnostics_targethistory', when='BEFORE'))), ('target', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_targethistory" ("id", "item_id", "maximum", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id") VALUES (NEW."id", NEW."item_id", NEW."maximum", NEW."minimum", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."profile_id"); RETURN NULL;', hash='cc7d9b63172b7569ffe14bbcc1ef16bfc3be3277', operation='INSERT', pgid='pgtrigger_insert_insert_6e968', table='diagnostics_target', when='AFTER'))), ('target', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "diagnostics_targethistory" ("id", "item_id", "maximum", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id") VALUES (NEW."id", NEW."item_id", NEW."maximum", NEW."minimum", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."profile_id"); RETURN NULL;', hash='bc14b794da5aa961f35a10a5f04c06f388355c01', operation='UPDATE', pgid='pgtrigger_update_update_97786', table='diagnostics_target', when='AFTER'))), ('target', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_targethistory" ("id", "item_id", "maximum", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id") VALUES (OLD."id", OLD."item_id", OLD."maximum", OLD."minimum", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."profile_id"); RETURN NULL;', hash='e4bd1a9725bb6c2cfde35016a6696bf6b1c8fdab', operation='DELETE', pgid='pgtrigger_delete_delete_93b03', table='diagnostics_target', when='AFTER'))), ('roundhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='87a3a4f62b8217178cb2b216bdf0ba977bb1be8d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f8d58', table='diagnostics_roundhistory', when='BEFORE'))), ('round', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_roundhistory" ("closes_on", "cohort_id", "created_at", "diagnostic_version_id", "enrolment_id", "id", "kind", "opened_by_id", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_profile_id", "time_zone", "title") VALUES (NEW."closes_on", NEW."cohort_id", NEW."created_at", NEW."diagnostic_version_id", NEW."enrolment_id", NEW."id", NEW."kind", NEW."opened_by_id", NEW."opens_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."target_profile_id", NEW."time_zone", NEW."title"); RETURN NULL;', hash='46a0c378627b99c95022c67f3e1fca3e3eeba265', operation='INSERT', pgid='pgtrigger_insert_insert_cc260', table='diagnostics_round', when='AFTER'))), ('round', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "diagnostics_roundhistory" ("closes_on", "cohort_id", "created_at", "diagnostic_version_id", "enrolment_id", "id", "kind", "opened_by_id", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_profile_id", "time_zone", "title") VALUES (NEW."closes_on", NEW."cohort_id", NEW."created_at", NEW."diagnostic_version_id", NEW."enrolment_id", NEW."id", NEW."kind", NEW."opened_by_id", NEW."opens_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."target_profile_id", NEW."time_zone", NEW."title"); RETURN NULL;', hash='e0bfd33da7d77423f08d6200f70843289f2c9158', operation='UPDATE', pgid='pgtrigger_update_update_c35bd', table='diagnostics_round', when='AFTER'))), ('round', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_roundhistory" ("closes_on", "cohort_id", "created_at", "diagnostic_version_id", "enrolment_id", "id", "kind", "opened_by_id", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_profile_id", "time_zone", "title") VALUES (OLD."closes_on", OLD."cohort_id", OLD."created_at", OLD."diagnostic_version_id", OLD."enrolment_id", OLD."id", OLD."kind", OLD."opened_by_id", OLD."opens_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."target_profile_id", OLD."time_zone", OLD."title"); RETURN NULL;', hash='07197d48f7ae08c30dda8b7ea13aed3d6e9d0d03', operation='DELETE', pgid='pgtrigger_delete_delete_d04bc', table='diagnostics_round', when='AFTER'))), ('attempthistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='98fabf9816d657d807325c1aec278cdbd300a5cd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_65b2e', table='diagnostics_attempthistory', when='BEFORE'))), ('attempt', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_attempthistory" ("created_at", "enrolment_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "shows_previous", "started_at", "state", "submitted_at", "target_profile_id") VALUES (NEW."created_at", NEW."enrolment_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."round_id", NEW."shows_previous", NEW."started_at", NEW."state", NEW."submitted_at", NEW."target_profile_id"); RETURN NULL;', hash='e90bc632937ee2d78c264902c4a8737b73d924b3', operation='INSERT', pgid='pgtrigger_insert_insert_84bbc', table='diagnostics_attempt', when='AFTER'))), ('attempt', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "diagnostics_attempthistory" ("created_at", "enrolment_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "shows_previous", "started_at", "state", "submitted_at", "target_profile_id") VALUES (NEW."created_at", NEW."enrolment_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."round_id", NEW."shows_previous", NEW."started_at", NEW."state", NEW."submitted_at", NEW."target_profile_id"); RETURN NULL;', hash='8cc07daba6ffc38269e114f704e425864d31eb4a', operation='UPDATE', pgid='pgtrigger_update_update_adad8', table='diagnostics_attempt', when='AFTER'))), ('attempt', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "diagnostics_attempthistory" ("created_at", "enrolment_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "shows_previous", "started_at", "state", "submitted_at", "target_profile_id") VALUES (OLD."created_at", OLD."enrolment_id", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."round_id", OLD."shows_previous", OLD."started_at", OLD."state", OLD."submitted_at", OLD."target_profile_id"); RETURN NULL;', hash='c4b677c7edd0e4d0de284f65ae621d1a26ee7d7e', operation='DELETE', pgid='pgtrigger_delete_delete_19df3', table='diagnostics_attempt', when='AFTER'))), ('targetprofilehistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='726f9d8c4dd28ac32ece21d08a1d2874b68801c1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c2c91', table='diagnostics_targetprofilehistory', when='BEFORE')))],
        ),
    ]
