import carnegie.core.keys
import carnegie.core.triggers
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('diagnostics', '0001_initial'),
        ('people', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programmes', '0001_initial'),
        ('standards', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('at', models.DateTimeField()),
                ('confidence', models.PositiveSmallIntegerField(verbose_name='how confident I am')),
                ('is_blocked', models.BooleanField(default=False, verbose_name='something blocks me')),
                ('note', models.TextField(blank=True, verbose_name='how it is going')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('statement', models.TextField(verbose_name='how I meet this already')),
                ('state', models.CharField(choices=[('claimed', 'claimed'), ('accepted', 'accepted'), ('in_part', 'accepted in part'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='claimed', max_length=20, verbose_name='state')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.enrolment')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnostics.item')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ClaimHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('state', models.CharField(choices=[('claimed', 'claimed'), ('accepted', 'accepted'), ('in_part', 'accepted in part'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='claimed', max_length=20, verbose_name='state')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.enrolment')),
                ('item', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.item')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='projects.claim')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ClaimTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(blank=True, max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='projects.claim')),
            ],
            options={
                'ordering': ['at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('kind', models.CharField(choices=[('file', 'file'), ('link', 'link'), ('text', 'text')], max_length=10, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='what it is')),
                ('description', models.TextField(blank=True, verbose_name='what it shows')),
                ('file', models.FileField(blank=True, upload_to='evidence/')),
                ('file_name', models.CharField(blank=True, max_length=255)),
                ('content_type', models.CharField(blank=True, max_length=100)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.enrolment')),
                ('shared_with_employer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='may be seen by')),
            ],
            options={
                'verbose_name_plural': 'evidence',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ClaimEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='projects.claim')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.evidence')),
            ],
        ),
        migrations.CreateModel(
            name='EvidenceElement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.element')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='elements', to='projects.evidence')),
            ],
        ),
        migrations.CreateModel(
            name='EvidenceHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('kind', models.CharField(choices=[('file', 'file'), ('link', 'link'), ('text', 'text')], max_length=10, verbose_name='kind')),
                ('content_type', models.CharField(blank=True, max_length=100)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('enrolment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.enrolment')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='projects.evidence')),
                ('shared_with_employer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.organisation', verbose_name='may be seen by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='goal')),
                ('success_measure', models.TextField(verbose_name='how I will know')),
                ('baseline', models.CharField(blank=True, max_length=200, verbose_name='where I start')),
                ('target', models.CharField(blank=True, max_length=200, verbose_name='where I want to be')),
                ('due_date', models.DateField(verbose_name='by when')),
                ('next_check_in_date', models.DateField(blank=True, null=True, verbose_name='look back on')),
                ('strategies', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('seminar', 'seminar'), ('workshop', 'workshop'), ('coaching', 'coaching'), ('mentoring', 'mentoring'), ('action_learning', 'action learning'), ('focus_group', 'focus group'), ('problem_based', 'problem based learning'), ('reflection', 'reflection'), ('community', 'community of practice'), ('self_study', 'self study'), ('online_session', 'online session'), ('work_shadowing', 'work shadowing'), ('work_project', 'work based project')], max_length=30), blank=True, default=list, size=None, verbose_name='how I will learn it')),
                ('why_strategies', models.TextField(blank=True, verbose_name='why this way suits me')),
                ('state', models.CharField(choices=[('active', 'working on it'), ('achieved', 'achieved'), ('set_aside', 'set aside')], default='active', max_length=20, verbose_name='state')),
                ('lock_version', models.PositiveIntegerField(default=1)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.enrolment')),
                ('need', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='diagnostics.need')),
            ],
            options={
                'ordering': ['due_date', 'created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EvidenceGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='projects.evidence')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='projects.goal')),
            ],
        ),
        migrations.CreateModel(
            name='CheckInHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('at', models.DateTimeField()),
                ('confidence', models.PositiveSmallIntegerField(verbose_name='how confident I am')),
                ('is_blocked', models.BooleanField(default=False, verbose_name='something blocks me')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='projects.checkin')),
                ('goal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.goal')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='checkin',
            name='goal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='check_ins', to='projects.goal'),
        ),
        migrations.CreateModel(
            name='GoalElement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.element')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='elements', to='projects.goal')),
            ],
        ),
        migrations.CreateModel(
            name='GoalHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('due_date', models.DateField(verbose_name='by when')),
                ('next_check_in_date', models.DateField(blank=True, null=True, verbose_name='look back on')),
                ('strategies', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('seminar', 'seminar'), ('workshop', 'workshop'), ('coaching', 'coaching'), ('mentoring', 'mentoring'), ('action_learning', 'action learning'), ('focus_group', 'focus group'), ('problem_based', 'problem based learning'), ('reflection', 'reflection'), ('community', 'community of practice'), ('self_study', 'self study'), ('online_session', 'online session'), ('work_shadowing', 'work shadowing'), ('work_project', 'work based project')], max_length=30), blank=True, default=list, size=None, verbose_name='how I will learn it')),
                ('state', models.CharField(choices=[('active', 'working on it'), ('achieved', 'achieved'), ('set_aside', 'set aside')], default='active', max_length=20, verbose_name='state')),
                ('lock_version', models.PositiveIntegerField(default=1)),
                ('enrolment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.enrolment')),
                ('need', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='diagnostics.need')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='projects.goal')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GoalTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(blank=True, max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='projects.goal')),
            ],
            options={
                'ordering': ['at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('context', models.TextField(blank=True, verbose_name='what is going on at work')),
                ('aim', models.TextField(blank=True, verbose_name='what I want to change')),
                ('stakeholders', models.TextField(blank=True, verbose_name='who is involved or affected')),
                ('risks', models.TextField(blank=True, verbose_name='what could get in the way')),
                ('ethics', models.TextField(blank=True, verbose_name='consent and confidentiality')),
                ('benefit_self', models.TextField(blank=True, verbose_name='benefit for me')),
                ('benefit_team', models.TextField(blank=True, verbose_name='benefit for my team')),
                ('benefit_organisation', models.TextField(blank=True, verbose_name='benefit for my organisation')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('proposed', 'proposed'), ('returned', 'returned'), ('approved', 'approved'), ('in_progress', 'in progress'), ('submitted', 'submitted'), ('rework', 'returned for more work'), ('completed', 'completed'), ('withdrawn', 'withdrawn')], default='draft', max_length=20, verbose_name='state')),
                ('state_since', models.DateTimeField()),
                ('lock_version', models.PositiveIntegerField(default=1)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.enrolment')),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('title', models.CharField(max_length=200, verbose_name='milestone')),
                ('due_date', models.DateField(verbose_name='by')),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='projects.project')),
            ],
            options={
                'ordering': ['due_date', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EvidenceProject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='projects', to='projects.evidence')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='projects.project')),
            ],
        ),
        migrations.CreateModel(
            name='ProjectColleague',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('from_date', models.DateField(verbose_name='from')),
                ('to_date', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                ('is_sponsor', models.BooleanField(default=False, verbose_name='is the workplace sponsor')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='colleagues', to='projects.project')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ProjectColleagueHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('from_date', models.DateField(verbose_name='from')),
                ('to_date', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                ('is_sponsor', models.BooleanField(default=False, verbose_name='is the workplace sponsor')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='projects.projectcolleague')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProjectElement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.element')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='elements', to='projects.project')),
            ],
        ),
        migrations.CreateModel(
            name='ProjectGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='projects.goal')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='projects.project')),
            ],
        ),
        migrations.CreateModel(
            name='ProjectHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('proposed', 'proposed'), ('returned', 'returned'), ('approved', 'approved'), ('in_progress', 'in progress'), ('submitted', 'submitted'), ('rework', 'returned for more work'), ('completed', 'completed'), ('withdrawn', 'withdrawn')], default='draft', max_length=20, verbose_name='state')),
                ('state_since', models.DateTimeField()),
                ('lock_version', models.PositiveIntegerField(default=1)),
                ('enrolment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.enrolment')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='projects.project')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProjectMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.enrolment')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='projects.project')),
            ],
        ),
        migrations.CreateModel(
            name='ProjectTransition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(blank=True, max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('action', models.CharField(max_length=20)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transitions', to='projects.project')),
            ],
            options={
                'ordering': ['at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('comment', models.TextField(blank=True, verbose_name='what I saw')),
                ('decision', models.CharField(blank=True, choices=[('sign_off', 'sign off'), ('more_work', 'return for more work')], max_length=20, verbose_name='decision')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('released', 'released')], default='draft', max_length=20)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('lock_version', models.PositiveIntegerField(default=1)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReviewJudgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('judgement', models.CharField(choices=[('not_yet', 'not yet shown'), ('partly', 'partly shown'), ('met', 'met')], max_length=20, verbose_name='judgement')),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standards.element')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='judgements', to='projects.review')),
            ],
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('number', models.PositiveSmallIntegerField()),
                ('snapshot', models.JSONField()),
                ('submitted_at', models.DateTimeField()),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='projects.project')),
                ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='ReviewHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('decision', models.CharField(blank=True, choices=[('sign_off', 'sign off'), ('more_work', 'return for more work')], max_length=20, verbose_name='decision')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('released', 'released')], default='draft', max_length=20)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('lock_version', models.PositiveIntegerField(default=1)),
                ('author', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='projects.review')),
                ('submission', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.submission')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='review',
            name='submission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='projects.submission'),
        ),
        migrations.CreateModel(
            name='SuccessMeasure',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('measure', models.CharField(max_length=200, verbose_name='measure')),
                ('baseline', models.CharField(blank=True, max_length=100, verbose_name='baseline')),
                ('target', models.CharField(blank=True, max_length=100, verbose_name='target')),
                ('result', models.CharField(blank=True, max_length=100, verbose_name='result')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='projects.project')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['declined', 'withdrawn']), _negated=True), fields=('enrolment', 'item'), name='claim_once_per_item', violation_error_message='You have claimed this already.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state__in', ['claimed', 'withdrawn'])), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='claim_decided_has_who_when_why', violation_error_message='A decision needs who made it, when and why.'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'file'), models.Q(('file', ''), _negated=True)), models.Q(('kind', 'link'), models.Q(('url', ''), _negated=True)), models.Q(('kind', 'text'), models.Q(('text', ''), _negated=True)), _connector='OR'), name='evidence_has_its_content', violation_error_message='Evidence needs a file, an address or a text.'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__startswith', 'https://'), ('url__startswith', 'http://'), _connector='OR'), name='evidence_address_is_http', violation_error_message='An address starts with https:// or http://.'),
        ),
        migrations.AddConstraint(
            model_name='claimevidence',
            constraint=models.UniqueConstraint(fields=('claim', 'evidence'), name='claim_evidence_unique', violation_error_message='This evidence is already part of the claim.'),
        ),
        migrations.AddConstraint(
            model_name='evidenceelement',
            constraint=models.UniqueConstraint(fields=('evidence', 'element'), name='evidence_element_unique', violation_error_message='This evidence is already linked.'),
        ),
        migrations.AddConstraint(
            model_name='evidencegoal',
            constraint=models.UniqueConstraint(fields=('evidence', 'goal'), name='evidence_goal_unique', violation_error_message='This evidence is already linked.'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__gte', 1), ('confidence__lte', 5)), name='check_in_confidence_1_to_5', violation_error_message='Confidence goes from 1 to 5.'),
        ),
        migrations.AddConstraint(
            model_name='goalelement',
            constraint=models.UniqueConstraint(fields=('goal', 'element'), name='goal_element_unique', violation_error_message='This goal already names this element.'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['state', 'state_since'], name='project_queue'),
        ),
        migrations.AddConstraint(
            model_name='evidenceproject',
            constraint=models.UniqueConstraint(fields=('evidence', 'project'), name='evidence_project_unique', violation_error_message='This evidence is already linked.'),
        ),
        migrations.AddConstraint(
            model_name='projectcolleague',
            constraint=models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='project_colleague_dates_in_order', violation_error_message='The end date is before the start date.'),
        ),
        migrations.AddConstraint(
            model_name='projectcolleague',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('project'), '='), (models.F('user'), '='), (models.Func(models.F('from_date'), models.F('to_date'), function='daterange'), '&&')], name='project_colleague_once_at_a_time', violation_error_message='This colleague is already named on this project.'),
        ),
        migrations.AddConstraint(
            model_name='projectelement',
            constraint=models.UniqueConstraint(fields=('project', 'element'), name='project_element_unique', violation_error_message='The project already names this element.'),
        ),
        migrations.AddConstraint(
            model_name='projectgoal',
            constraint=models.UniqueConstraint(fields=('project', 'goal'), name='project_goal_unique', violation_error_message='The project already serves this goal.'),
        ),
        migrations.AddConstraint(
            model_name='projectmember',
            constraint=models.UniqueConstraint(fields=('project', 'enrolment'), name='project_member_unique', violation_error_message='This learner already takes part in the project.'),
        ),
        migrations.AddConstraint(
            model_name='reviewjudgement',
            constraint=models.UniqueConstraint(fields=('review', 'element'), name='review_judgement_unique', violation_error_message='This review already judges this element.'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='submission_number_unique', violation_error_message='This project already has a submission with this number.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('submission',), name='review_once_per_submission', violation_error_message='This submission already has a review.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('released_at__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='review_released_is_complete', violation_error_message='A released review needs a decision.'),
        ),
        carnegie.core.triggers.AddTriggers(
            triggers=[('claim', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_claimhistory" ("created_at", "decided_at", "decided_by_id", "enrolment_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."enrolment_id", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state"); RETURN NULL;', hash='b1e5895c09cf02eaa45aade4b3697140e4b023b8', operation='INSERT', pgid='pgtrigger_insert_insert_dd79e', table='projects_claim', when='AFTER'))), ('claim', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."enrolment_id" IS DISTINCT FROM (NEW."enrolment_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "projects_claimhistory" ("created_at", "decided_at", "decided_by_id", "enrolment_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."enrolment_id", NEW."id", NEW."item_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;', hash='09484cabad56c70dec2cddbe8519b5c2e12c6825', operation='UPDATE', pgid='pgtrigger_update_update_bdf56', table='projects_claim', when='AFTER'))), ('claim', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_claimhistory" ("created_at", "decided_at", "decided_by_id", "enrolment_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (OLD."created_at", OLD."decided_at", OLD."decided_by_id", OLD."enrolment_id", OLD."id", OLD."item_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state"); RETURN NULL;', hash='e568e89ff9558a71ef23762ba8a1195707b028ff', operation='DELETE', pgid='pgtrigger_delete_delete_456a8', table='projects_claim', when='AFTER'))), ('claimhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='75c6305fe17c8d7755ab90a0e9205417663aece4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_57d20', table='projects_claimhistory', when='BEFORE'))), ('evidence', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_evidencehistory" ("content_type", "created_at", "enrolment_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "shared_with_employer_id", "size") VALUES (NEW."content_type", NEW."created_at", NEW."enrolment_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."shared_with_employer_id", NEW."size"); RETURN NULL;', hash='31d437081337b4e674fb844022ce594641e71753', operation='INSERT', pgid='pgtrigger_insert_insert_5c6e1', table='projects_evidence', when='AFTER'))), ('evidence', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."content_type" IS DISTINCT FROM (NEW."content_type") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."enrolment_id" IS DISTINCT FROM (NEW."enrolment_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."shared_with_employer_id" IS DISTINCT FROM (NEW."shared_with_employer_id") OR OLD."size" IS DISTINCT FROM (NEW."size"))', func='INSERT INTO "projects_evidencehistory" ("content_type", "created_at", "enrolment_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "shared_with_employer_id", "size") VALUES (NEW."content_type", NEW."created_at", NEW."enrolment_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."shared_with_employer_id", NEW."size"); RETURN NULL;', hash='19170e322d830b7980ab419491374c17b31f17cf', operation='UPDATE', pgid='pgtrigger_update_update_10eeb', table='projects_evidence', when='AFTER'))), ('evidence', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_evidencehistory" ("content_type", "created_at", "enrolment_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "shared_with_employer_id", "size") VALUES (OLD."content_type", OLD."created_at", OLD."enrolment_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sha256", OLD."shared_with_employer_id", OLD."size"); RETURN NULL;', hash='fdbc8141334665a1546d151d59dfb7ccdfbc891b', operation='DELETE', pgid='pgtrigger_delete_delete_971d2', table='projects_evidence', when='AFTER'))), ('evidencehistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9227a3b1bbc8de738e67e39974e966be8b0b4b5d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f8209', table='projects_evidencehistory', when='BEFORE'))), ('goal', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_goalhistory" ("created_at", "due_date", "enrolment_id", "id", "lock_version", "need_id", "next_check_in_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "strategies") VALUES (NEW."created_at", NEW."due_date", NEW."enrolment_id", NEW."id", NEW."lock_version", NEW."need_id", NEW."next_check_in_date", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."strategies"); RETURN NULL;', hash='6a86c0f366d19d3dcc51bca55d6b12b11dbf7fbf', operation='INSERT', pgid='pgtrigger_insert_insert_8220d', table='projects_goal', when='AFTER'))), ('goal', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."due_date" IS DISTINCT FROM (NEW."due_date") OR OLD."enrolment_id" IS DISTINCT FROM (NEW."enrolment_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lock_version" IS DISTINCT FROM (NEW."lock_version") OR OLD."need_id" IS DISTINCT FROM (NEW."need_id") OR OLD."next_check_in_date" IS DISTINCT FROM (NEW."next_check_in_date") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."strategies" IS DISTINCT FROM (NEW."strategies"))', func='INSERT INTO "projects_goalhistory" ("created_at", "due_date", "enrolment_id", "id", "lock_version", "need_id", "next_check_in_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "strategies") VALUES (NEW."created_at", NEW."due_date", NEW."enrolment_id", NEW."id", NEW."lock_version", NEW."need_id", NEW."next_check_in_date", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."strategies"); RETURN NULL;', hash='0f06a3231c9d80a0bb8bc1800a1adc220d542410', operation='UPDATE', pgid='pgtrigger_update_update_38581', table='projects_goal', when='AFTER'))), ('goal', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_goalhistory" ("created_at", "due_date", "enrolment_id", "id", "lock_version", "need_id", "next_check_in_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "strategies") VALUES (OLD."created_at", OLD."due_date", OLD."enrolment_id", OLD."id", OLD."lock_version", OLD."need_id", OLD."next_check_in_date", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."strategies"); RETURN NULL;', hash='55cde7263ec18da26fce14759309e70b907255e5', operation='DELETE', pgid='pgtrigger_delete_delete_5a505', table='projects_goal', when='AFTER'))), ('checkinhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b852ce09cdf04a3aafaa04b026d59a52b21bdad1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c7be7', table='projects_checkinhistory', when='BEFORE'))), ('checkin', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_checkinhistory" ("at", "confidence", "created_at", "goal_id", "id", "is_blocked", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."at", NEW."confidence", NEW."created_at", NEW."goal_id", NEW."id", NEW."is_blocked", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='262be87cb844c42a8a730d74fecd6dcda1b1b375', operation='INSERT', pgid='pgtrigger_insert_insert_da355', table='projects_checkin', when='AFTER'))), ('checkin', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."confidence" IS DISTINCT FROM (NEW."confidence") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."goal_id" IS DISTINCT FROM (NEW."goal_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_blocked" IS DISTINCT FROM (NEW."is_blocked"))', func='INSERT INTO "projects_checkinhistory" ("at", "confidence", "created_at", "goal_id", "id", "is_blocked", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."at", NEW."confidence", NEW."created_at", NEW."goal_id", NEW."id", NEW."is_blocked", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='6d65db13688a22681b7cae7ebd5fa7b0c1ec9fc5', operation='UPDATE', pgid='pgtrigger_update_update_1e70c', table='projects_checkin', when='AFTER'))), ('checkin', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_checkinhistory" ("at", "confidence", "created_at", "goal_id", "id", "is_blocked", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."at", OLD."confidence", OLD."created_at", OLD."goal_id", OLD."id", OLD."is_blocked", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='20c946a0eb7a572f57d9110e9ed6b5944026d6aa', operation='DELETE', pgid='pgtrigger_delete_delete_b02da', table='projects_checkin', when='AFTER'))), ('goalhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a2612dd8eeb0aa5552ca9f74ae395dec6060434c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_09c25', table='projects_goalhistory', when='BEFORE'))), ('project', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projecthistory" ("created_at", "enrolment_id", "id", "lock_version", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "state_since") VALUES (NEW."created_at", NEW."enrolment_id", NEW."id", NEW."lock_version", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."state_since"); RETURN NULL;', hash='c0e3e8cd847857d73b11a55ab02f233b9b5a8aa9', operation='INSERT', pgid='pgtrigger_insert_insert_2e147', table='projects_project', when='AFTER'))), ('project', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."enrolment_id" IS DISTINCT FROM (NEW."enrolment_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lock_version" IS DISTINCT FROM (NEW."lock_version") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."state_since" IS DISTINCT FROM (NEW."state_since"))', func='INSERT INTO "projects_projecthistory" ("created_at", "enrolment_id", "id", "lock_version", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "state_since") VALUES (NEW."created_at", NEW."enrolment_id", NEW."id", NEW."lock_version", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."state_since"); RETURN NULL;', hash='07d93c7c660f124173e9cc91c33282e09da73fcf', operation='UPDATE', pgid='pgtrigger_update_update_804c3', table='projects_project', when='AFTER'))), ('project', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projecthistory" ("created_at", "enrolment_id", "id", "lock_version", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "state_since") VALUES (OLD."created_at", OLD."enrolment_id", OLD."id", OLD."lock_version", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."state_since"); RETURN NULL;', hash='d22199a86c40c63b23da5d028358eb55f22f47ab', operation='DELETE', pgid='pgtrigger_delete_delete_2192f', table='projects_project', when='AFTER'))), ('projectcolleague', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectcolleaguehistory" ("created_at", "from_date", "id", "is_sponsor", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "to_date", "user_id") VALUES (NEW."created_at", NEW."from_date", NEW."id", NEW."is_sponsor", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."to_date", NEW."user_id"); RETURN NULL;', hash='203f61d73a26f4e3fa627ea798aedcd380afcdd7', operation='INSERT', pgid='pgtrigger_insert_insert_c7bfd', table='projects_projectcolleague', when='AFTER'))), ('projectcolleague', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_projectcolleaguehistory" ("created_at", "from_date", "id", "is_sponsor", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "to_date", "user_id") VALUES (NEW."created_at", NEW."from_date", NEW."id", NEW."is_sponsor", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."to_date", NEW."user_id"); RETURN NULL;', hash='25f37d0508dee5bc6ec02ff5e37f0ec687ca8968', operation='UPDATE', pgid='pgtrigger_update_update_a6125', table='projects_projectcolleague', when='AFTER'))), ('projectcolleague', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectcolleaguehistory" ("created_at", "from_date", "id", "is_sponsor", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "to_date", "user_id") VALUES (OLD."created_at", OLD."from_date", OLD."id", OLD."is_sponsor", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."to_date", OLD."user_id"); RETURN NULL;', hash='f3a3cd12f366029715cfbc9a7739debec8f8de60', operation='DELETE', pgid='pgtrigger_delete_delete_30acd', table='projects_projectcolleague', when='AFTER'))), ('projectcolleaguehistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e6f9bb5fd950310628a67490631184a6731e48dd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7e518', table='projects_projectcolleaguehistory', when='BEFORE'))), ('projecthistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='aacb25883dc23699660d54c21041482ff8f059ba', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_26441', table='projects_projecthistory', when='BEFORE'))), ('reviewhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='64301701f9cb73867d763ade7e8028c40d7052dc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ee3ee', table='projects_reviewhistory', when='BEFORE'))), ('review', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_reviewhistory" ("author_id", "created_at", "decision", "id", "lock_version", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "state", "submission_id") VALUES (NEW."author_id", NEW."created_at", NEW."decision", NEW."id", NEW."lock_version", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."released_at", NEW."state", NEW."submission_id"); RETURN NULL;', hash='7b2b4d92f1d9b6530272d25d0c58d36de8d0b08a', operation='INSERT', pgid='pgtrigger_insert_insert_19afa', table='projects_review', when='AFTER'))), ('review', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decision" IS DISTINCT FROM (NEW."decision") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lock_version" IS DISTINCT FROM (NEW."lock_version") OR OLD."released_at" IS DISTINCT FROM (NEW."released_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submission_id" IS DISTINCT FROM (NEW."submission_id"))', func='INSERT INTO "projects_reviewhistory" ("author_id", "created_at", "decision", "id", "lock_version", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "state", "submission_id") VALUES (NEW."author_id", NEW."created_at", NEW."decision", NEW."id", NEW."lock_version", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."released_at", NEW."state", NEW."submission_id"); RETURN NULL;', hash='3d5a968af805314afb10c567df0b61b219c53409', operation='UPDATE', pgid='pgtrigger_update_update_439d2', table='projects_review', when='AFTER'))), ('review', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_reviewhistory" ("author_id", "created_at", "decision", "id", "lock_version", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "state", "submission_id") VALUES (OLD."author_id", OLD."created_at", OLD."decision", OLD."id", OLD."lock_version", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."released_at", OLD."state", OLD."submission_id"); RETURN NULL;', hash='5a88f4a2e1b5ad0212bccc5e9edbb4d1f2770968', operation='DELETE', pgid='pgtrigger_delete_delete_836d2', table='projects_review', when='AFTER')))],
        ),
    ]
